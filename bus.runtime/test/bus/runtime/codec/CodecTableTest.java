// SPDX-License-Identifier: Apache-2.0
package bus.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bus.api.codec.DirectiveCodec;
import bus.api.directive.Directive;
import bus.api.directive.Registration;
import bus.runtime.fixture.ThrowawayPlugin;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which codecs are known (semantics 21.3). */
class CodecTableTest {

  /** A record. */
  record Say(String what) implements Directive<String> {}

  /** No record. */
  static final class Shout implements Directive<String> {}

  private final CodecTable codecs = new CodecTable();

  @Test
  void findsByNameOnlyWhatWasAdded() {
    assertThat(codecs.byType(Say.class)).isPresent();
    assertThat(codecs.byName(Say.class.getName())).isEmpty();
    DirectiveCodec<String, Say> say = codecs.json("say", Say.class);
    Registration added = codecs.add(say);
    assertThat(codecs.byName("say")).containsSame(say);
    assertThat(codecs.byType(Say.class)).containsSame(say);
    added.close();
    added.close();
    assertThat(codecs.byName("say")).isEmpty();
    assertThat(codecs.byType(Say.class))
        .hasValueSatisfying(codec -> assertThat(codec.typeName()).isEqualTo(Say.class.getName()));
    assertThat(codecs.byType(Shout.class)).isEmpty();
  }

  @Test
  void newestCountsAndFormerComesBack() {
    DirectiveCodec<String, Say> one = codecs.json("say", Say.class);
    DirectiveCodec<String, Say> two = codecs.json("say", Say.class);
    Registration first = codecs.add(one);
    Registration second = codecs.add(two);
    assertThat(codecs.byName("say")).containsSame(two);
    second.close();
    assertThat(codecs.byName("say")).containsSame(one);
    assertThat(codecs.byType(Say.class)).containsSame(one);
    codecs.add(two);
    first.close();
    assertThat(codecs.byName("say")).containsSame(two);
  }

  @Test
  void refusesBlankName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codecs.json(" ", Say.class))
        .withMessageContaining("must not be blank");
  }

  /** W44: a codec that was not taken back keeps no code of a plugin. */
  @Test
  void forgottenCodecKeepsNoClass(@TempDir Path directory) throws Exception {
    ThrowawayPlugin plugin = ThrowawayPlugin.compile(directory);
    WeakReference<ClassLoader> loader = addCodecOf(plugin);
    plugin.awaitCollected(loader);
    assertThat(codecs.byName("own")).isEmpty();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // a class that is known at run time only
  private WeakReference<ClassLoader> addCodecOf(ThrowawayPlugin plugin) throws Exception {
    ThrowawayPlugin.Loaded loaded = plugin.load("1");
    ClassLoader loader = loaded.factory().getClass().getClassLoader();
    Class type = loader.loadClass("acme.Factory$Own");
    DirectiveCodec codec = codecs.json("own", type);
    codecs.add(codec);
    Object own = type.getConstructor(String.class).newInstance("x");
    assertThat(codec.decode(codec.encode((Directive) own))).isEqualTo(own);
    assertThat(codecs.byName("own")).isPresent();
    return loaded.loader();
  }
}
