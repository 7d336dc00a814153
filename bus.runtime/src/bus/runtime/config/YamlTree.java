// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import bus.api.config.ConfigException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.snakeyaml.engine.v2.schema.Schema;

/** Reads one YAML 1.2 document into plain data, keeping to marks for messages. Used once. */
final class YamlTree {

  private static final int MAX_ALIASED = 10_000;
  private static final int MIN_BUFFER = 64;
  private static final int MAX_BUFFER = 64 * 1024;
  private static final Schema SCHEMA = new CoreSchema();
  private static final Map<Tag, ConstructNode> SCALARS = SCHEMA.getSchemaTagConstructors();
  private static final Set<Tag> CONTAINERS = Set.of(Tag.MAP, Tag.SEQ);

  private final Set<Node> known = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int aliased;

  /**
   * Reads a document and lets a function make something of its root, null if there is none.
   *
   * @throws ConfigException if the text is not one YAML document, or the function says so
   */
  static <T extends @Nullable Object> T read(
      String text, String source, Function<@Nullable Node, T> function) {
    int buffer = Math.max(MIN_BUFFER, Math.min(MAX_BUFFER, text.length()));
    LoadSettings settings =
        LoadSettings.builder().setLabel(source).setSchema(SCHEMA).setBufferSize(buffer).build();
    try {
      BoundedComposer documents = BoundedComposer.of(settings, text);
      Node root = documents.hasNext() ? documents.next() : null;
      if (documents.hasNext()) {
        Optional<Mark> second = documents.next().getStartMark();
        throw new YamlProblem(second, "a second document; expected only one");
      }
      return function.apply(root);
    } catch (YamlProblem problem) {
      throw problem.in(source);
    } catch (MarkedYamlEngineException malformed) {
      String problem = String.valueOf(malformed.getProblem());
      String context = isBlank(malformed.getContext()) ? "" : " (" + malformed.getContext() + ")";
      Optional<Mark> mark = malformed.getProblemMark().or(malformed::getContextMark);
      throw new YamlProblem(mark, Found.oneLine(problem + context)).in(source);
    } catch (ReaderException unprintable) {
      throw unprintable(text).in(source);
    } catch (YamlEngineException malformed) {
      String problem = Found.oneLine(String.valueOf(malformed.getMessage()));
      throw new YamlProblem(Optional.empty(), problem).in(source);
    }
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static YamlProblem unprintable(String text) {
    int[] letters = text.codePoints().toArray();
    int line = 0;
    int column = 0;
    int index = 0;
    while (index < letters.length - 1 && StreamReader.isPrintable(letters[index])) {
      column = letters[index] == '\n' ? 0 : column + 1;
      line += letters[index] == '\n' ? 1 : 0;
      index++;
    }
    Mark mark = new Mark("", index, line, column, letters, index);
    String problem = "character U+%04X is not allowed; expected an escape in double quotes";
    return new YamlProblem(Optional.of(mark), problem.formatted(letters[index]));
  }

  /** Returns the data of a node. */
  @Nullable Object dataOf(Node node, String path) {
    if (!known.add(node) && ++aliased > MAX_ALIASED) {
      throw new YamlProblem(
          node.getStartMark(),
          path,
          "aliases expand to more than " + MAX_ALIASED + " values; expected fewer");
    }
    if (!open.add(node)) {
      throw new YamlProblem(node.getStartMark(), path, "contains an alias of itself");
    }
    Object data = construct(node, path);
    open.remove(node);
    return data;
  }

  private @Nullable Object construct(Node node, String path) {
    if (node instanceof MappingNode mapping && CONTAINERS.contains(node.getTag())) {
      Map<String, @Nullable Object> map = new TreeMap<>();
      fields(mapping, path)
          .forEach(
              (key, tuple) -> map.put(key, dataOf(tuple.getValueNode(), Place.field(path, key))));
      return map;
    }
    if (node instanceof SequenceNode sequence && CONTAINERS.contains(node.getTag())) {
      List<@Nullable Object> list = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        list.add(dataOf(item, Place.item(path, list.size())));
      }
      return list;
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar, path);
    }
    throw unknownTag(node, path);
  }

  /** Returns the fields of a mapping in order; keys are text and unique. */
  static Map<String, NodeTuple> fields(MappingNode mapping, String path) {
    Map<String, NodeTuple> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = text((ScalarNode) tuple.getKeyNode(), path); // as BoundedComposer makes it
      NodeTuple first = fields.putIfAbsent(key, tuple);
      if (first != null) {
        int line = first.getKeyNode().getStartMark().map(Mark::getLine).orElse(0) + 1;
        throw new YamlProblem(
            tuple.getKeyNode().getStartMark(),
            path,
            "duplicate key %s; first in line %d".formatted(Found.quoted(key), line));
      }
    }
    return fields;
  }

  private static @Nullable Object scalar(ScalarNode node, String path) {
    if (node.getTag().equals(Tag.STR)) {
      return text(node, path);
    }
    ConstructNode constructor = SCALARS.get(node.getTag());
    if (constructor == null) {
      throw unknownTag(node, path);
    }
    Object value;
    try {
      value = constructor.construct(node);
    } catch (RuntimeException malformed) {
      throw new YamlProblem(
          node.getStartMark(),
          path,
          "expected %s, found %s".formatted(shown(node.getTag()), Found.quoted(node.getValue())));
    }
    if (value instanceof BigInteger) {
      throw new YamlProblem(
          node.getStartMark(),
          path,
          "integer %s is too large; expected 64 bits or quotes"
              .formatted(Found.oneLine(node.getValue())));
    }
    return value instanceof Integer number ? (Object) number.longValue() : value;
  }

  private static String text(ScalarNode node, String path) {
    if (YamlText.isWellFormed(node.getValue())) {
      return node.getValue();
    }
    String problem = "half of a surrogate pair; expected whole characters";
    throw new YamlProblem(node.getStartMark(), path, problem);
  }

  private static YamlProblem unknownTag(Node node, String path) {
    String problem = "unknown tag %s; expected plain data".formatted(shown(node.getTag()));
    return new YamlProblem(node.getStartMark(), path, problem);
  }

  private static String shown(Tag tag) {
    return tag.getValue().replace("tag:yaml.org,2002:", "!!");
  }
}
