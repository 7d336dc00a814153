// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.directive.Reference;
import bus.api.directive.Sink;
import bus.api.directive.ValueOptions;
import bus.api.helper.KeyedValues;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Values by key (23.11). */
class KeyedValuesTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Emitter emitter = new Emitter();
  private final Recorder<String> recorder = new Recorder<>();

  private Sink<String> open(ValueOptions options) {
    test.bus.addHandler(emitter);
    test.bus.add(new Ask("a", options), recorder);
    return emitter.sink("a");
  }

  private static Map<String, String> map(String... entries) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put(entries[i], entries[i + 1]);
    }
    return map;
  }

  /** 23.11: new key: add; changed: replaced, in one step; equal: kept; removed: gone. */
  @Test
  void changesTheValueOfEachKeyOnlyWhenItChanges() {
    KeyedValues<String, String> values = KeyedValues.on(open(ValueOptions.DEFAULT));
    values.put("x", "1");
    values.put("y", "2");
    values.put("x", new String("1"));
    values.put("x", "3");
    values.remove("y");
    values.remove("z");
    assertThat(recorder.events())
        .containsExactly("added 1", "added 2", "added 3", "removed 1", "removed 2");
    assertThat(recorder.breaches()).isEmpty();
  }

  /** 23.11: set: what is missing goes; a key that goes makes place for one that comes. */
  @Test
  void setsAllKeysAtOnceAndReplacesThoseThatGoByThoseThatCome() {
    KeyedValues<String, String> values = KeyedValues.on(open(ValueOptions.DEFAULT));
    values.setAll(map("x", "1", "y", "2"));
    values.setAll(map("y", "2", "z", "3"));
    values.clear();
    assertThat(recorder.events())
        .containsExactly("added 1", "added 2", "added 3", "removed 1", "removed 2", "removed 3");
  }

  /** 23.11, Xfrm: transformed before emitting; not ok: nothing emitted. */
  @Test
  void emitsWhatATransformGives() {
    KeyedValues<String, Integer> values =
        KeyedValues.on(
            open(ValueOptions.DEFAULT),
            number -> number < 0 ? Optional.empty() : Optional.of("n" + number));
    values.put("x", 1);
    values.put("x", -1);
    values.put("y", -2);
    values.put("y", 2);
    assertThat(recorder.events()).containsExactly("added n1", "removed n1", "added n2");
  }

  /** What the transform throws is the caller's, and nothing changes. */
  @Test
  void changesNothingWhenTheTransformFails() {
    KeyedValues<String, String> values =
        KeyedValues.on(open(ValueOptions.DEFAULT), text -> Optional.of(text.substring(1)));
    values.put("x", "ab");
    assertThatThrownBy(() -> values.put("x", ""))
        .isInstanceOf(StringIndexOutOfBoundsException.class);
    assertThatThrownBy(() -> values.setAll(map("y", "cd", "x", "")))
        .isInstanceOf(StringIndexOutOfBoundsException.class);
    assertThat(recorder.live()).containsExactly("b");
  }

  /** 7.2, W24: a refused value is not forgotten: it is emitted when there is room. */
  @Test
  void emitsARefusedValueWhenThereIsRoom() {
    KeyedValues<String, String> values =
        KeyedValues.on(open(ValueOptions.DEFAULT.withHardLimit(2)));
    values.setAll(map("x", "1", "y", "2", "z", "3", "w", "4"));
    assertThat(recorder.live()).containsExactly("1", "2");
    values.remove("x");
    assertThat(recorder.live()).containsExactly("2", "3");
    values.put("w", "5");
    values.remove("y");
    assertThat(recorder.live()).containsExactly("3", "5");
    values.remove("w");
    values.remove("z");
    assertThat(recorder.live()).isEmpty();
    assertThat(recorder.breaches()).isEmpty();
    assertThat(test.bus.directives().get(0).idle()).isTrue();
  }

  /** The limit may be held by others: when their value goes, ours comes. */
  @Test
  void emitsARefusedValueWhenAnotherResolverMakesRoom() {
    Sink<String> sink = open(ValueOptions.SINGLE);
    Emitter other = new Emitter();
    test.bus.addHandler(other);
    KeyedValues<String, String> values = KeyedValues.on(sink);
    assertThat(other.runs("a")).isEqualTo(1);
    other.sink("a").set("theirs");
    values.put("x", "ours");
    values.put("x", "ours again");
    assertThat(recorder.live()).containsExactly("theirs");
    other.sink("a").clear();
    assertThat(recorder.live()).containsExactly("ours again");
  }

  /** A sink may have values of an earlier run; they go with the first change, in one step. */
  @Test
  void replacesValuesThatWereThereBefore() {
    Sink<String> sink = open(ValueOptions.DEFAULT);
    sink.add("old1");
    sink.add("old2");
    KeyedValues<String, String> values = KeyedValues.on(sink);
    assertThat(recorder.live()).containsExactly("old1", "old2");
    values.put("x", "1");
    assertThat(recorder.events()).endsWith("added 1", "removed old1", "removed old2");
  }

  /** Who hears of a change may make another one. */
  @Test
  void mayBeChangedByWhoHearsOfAChange() {
    Sink<String> sink = open(ValueOptions.DEFAULT);
    KeyedValues<String, String> values = KeyedValues.on(sink);
    Reference<String> listening =
        test.bus.add(
            Ask.of("a"),
            bus.api.directive.ReferenceHandler.of(
                value -> {
                  if (value.equals("1")) {
                    values.put("x", "2");
                  }
                },
                value -> {}));
    values.put("x", "1");
    assertThat(recorder.live()).containsExactly("2");
    listening.release();
  }

  /** 23.11 is not thread-safe in the model; here the last change of each key wins. */
  @Test
  void endsWithTheLastValueOfEachKeyWhateverThreadsDo() throws InterruptedException {
    KeyedValues<Integer, String> values = KeyedValues.on(open(ValueOptions.DEFAULT));
    int threads = 4;
    CountDownLatch done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      int mine = i;
      Thread thread =
          new Thread(
              () -> {
                Random random = new Random(mine);
                for (int n = 0; n < 2_000; n++) {
                  int shared = random.nextInt(4);
                  if (random.nextInt(3) == 0) {
                    values.remove(shared);
                  } else {
                    values.put(shared, "v" + n);
                  }
                  values.put(100 + mine, "last" + n);
                }
                for (int key = 0; key < 4; key++) {
                  values.remove(key);
                }
                done.countDown();
              });
      thread.setDaemon(true);
      thread.start();
    }
    Waits.on(done);
    Waits.until(
        () ->
            assertThat(recorder.live())
                .isEqualTo(List.of("last1999", "last1999", "last1999", "last1999")));
    assertThat(recorder.breaches()).isEmpty();
  }
}
