// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.directive.Reference;
import bus.api.directive.Value;
import bus.api.helper.References;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ready-made reference handlers (24.2-24.4). */
class ReferencesTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Emitter emitter = new Emitter();
  private final Recorder<String> recorder = new Recorder<>();

  @BeforeEach
  void answer() {
    test.bus.addHandler(emitter);
    test.bus.add(Ask.of("target"), recorder);
  }

  /** 24.2: tells ids and values, then forwards. */
  @Test
  void tellsOfEachEventAndPassesItOn() {
    List<String> lines = new ArrayList<>();
    Recorder<String> next = new Recorder<>();
    Reference<String> reference = test.bus.add(Ask.of("a"), References.telling(lines::add, next));
    emitter.sink("a").set("x");
    emitter.sink("a").set("y");
    reference.instance().close();
    assertThat(lines)
        .containsExactly(
            "added id=1 value=x",
            "added id=2 value=y",
            "removed id=1 value=x",
            "removed id=2 value=y",
            "disposed");
    assertThat(next.events())
        .containsExactly("added x", "added y", "removed x", "removed y", "disposed");
  }

  /** 24.3, W22: values pass with their ids mapped; disposed removes all. */
  @Test
  void passesValuesIntoASink() {
    Reference<String> reference =
        test.bus.add(Ask.of("a"), References.into(emitter.sink("target")));
    emitter.sink("target").add("unused id");
    emitter.sink("target").clear();
    Value<String> x = emitter.sink("a").add("x").orElseThrow();
    emitter.sink("a").add("y");
    emitter.sink("a").remove(x);
    assertThat(recorder.live()).containsExactly("y");
    reference.instance().close();
    assertThat(recorder.live()).isEmpty();
  }

  /** 24.4, W21: a value that is left out does not shift the others. */
  @Test
  void passesTransformedValuesIntoASink() {
    test.bus.add(
        Ask.of("a"),
        References.into(
            emitter.sink("target"),
            (String value) ->
                value.equals("skip") ? Optional.empty() : Optional.of("<" + value + ">")));
    emitter.sink("a").add("skip");
    Value<String> x = emitter.sink("a").add("x").orElseThrow();
    emitter.sink("a").add("y");
    emitter.sink("a").remove(x);
    assertThat(recorder.live()).containsExactly("<y>");
  }
}
