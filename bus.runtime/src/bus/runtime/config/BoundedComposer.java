// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Composes YAML nodes with text as keys, up to a depth that no stack overflows on. */
final class BoundedComposer extends Composer {

  static final int MAX_DEPTH = 90; // below that of DataTree, whose message has no line

  private int depth;

  private BoundedComposer(LoadSettings settings, Parser parser) {
    super(settings, parser);
  }

  static BoundedComposer of(LoadSettings settings, String text) {
    return new BoundedComposer(
        settings, new ParserImpl(settings, new StreamReader(settings, text)));
  }

  @Override
  protected SequenceNode composeSequenceNode(Optional<Anchor> anchor) {
    enter();
    SequenceNode node = super.composeSequenceNode(anchor);
    depth--;
    return node;
  }

  @Override
  protected Node composeMappingNode(Optional<Anchor> anchor) {
    enter();
    Node node = super.composeMappingNode(anchor);
    depth--;
    return node;
  }

  /** Refuses keys that are not text here, before merge keys are acted on. */
  @Override
  protected Node composeKeyNode(MappingNode mapping) {
    Node key = super.composeKeyNode(mapping);
    if (!(key instanceof ScalarNode scalar)) {
      throw new YamlProblem(key.getStartMark(), "a key is a list or map; expected text");
    }
    if (!scalar.getTag().equals(Tag.STR)) {
      String shown = Found.oneLine(scalar.getValue());
      throw new YamlProblem(
          key.getStartMark(), "key %s is not text; expected \"%s\"".formatted(shown, shown));
    }
    return key;
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      Optional<Mark> mark = parser.peekEvent().getStartMark();
      throw new YamlProblem(mark, "nested too deeply; expected at most " + MAX_DEPTH + " levels");
    }
  }
}
