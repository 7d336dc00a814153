// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigException;
import bus.api.config.ConfigReader;
import bus.api.config.ConfigSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads and writes configuration sets as YAML 1.2 or JSON, with the position of each error. */
@Component(service = ConfigReader.class)
public final class YamlConfigReader implements ConfigReader {

  private static final List<String> FIELDS = List.of("id", "rev", "config");

  /** Creates a reader. */
  public YamlConfigReader() {}

  @Override
  public ConfigSet read(String text, String source) {
    return YamlTree.read(text, source, YamlConfigReader::set);
  }

  @Override
  public String write(ConfigSet set) {
    return YamlText.of(set);
  }

  @Override
  public String writeJson(ConfigSet set) {
    return JsonText.of(set);
  }

  /**
   * Reads one YAML value.
   *
   * @throws ConfigException if the text is not YAML; its message starts with line and column
   */
  static @Nullable Object parse(String yaml) {
    return YamlTree.<@Nullable Object>read(
        yaml, "", root -> root == null ? null : new YamlTree().dataOf(root, ""));
  }

  private static ConfigSet set(@Nullable Node root) {
    if (root == null || isNull(root)) {
      return ConfigSet.EMPTY;
    }
    Map<String, ConfigEntry> entries = new TreeMap<>();
    YamlTree tree = new YamlTree();
    YamlTree.fields(mapping(root, "", "a map from key to id, rev and config"), "")
        .forEach((key, tuple) -> entries.put(key, entry(tree, key, tuple)));
    return ConfigSet.of(entries);
  }

  @SuppressWarnings("NullAway") // does not see in class files that a config may hold nulls
  private static ConfigEntry entry(YamlTree tree, String key, NodeTuple tuple) {
    if (key.isBlank()) {
      throw new YamlProblem(tuple.getKeyNode().getStartMark(), "a key must not be blank");
    }
    String path = Place.field("", key);
    MappingNode node = mapping(tuple.getValueNode(), path, "a map with id, rev and config");
    Map<String, NodeTuple> fields = YamlTree.fields(node, path);
    fields.forEach(
        (name, field) -> {
          if (!FIELDS.contains(name)) {
            String problem = NearestName.unknownField(name, FIELDS);
            throw new YamlProblem(field.getKeyNode().getStartMark(), path, problem);
          }
        });
    NodeTuple id = fields.get("id");
    if (id == null) {
      String problem = "missing 'id'; expected the config id of a controller";
      throw new YamlProblem(tuple.getKeyNode().getStartMark(), path, problem);
    }
    return new ConfigEntry(
        id(tree, id.getValueNode(), path + ".id"),
        rev(tree, fields.get("rev"), path + ".rev"),
        config(tree, fields.get("config"), path + ".config"));
  }

  private static String id(YamlTree tree, Node node, String path) {
    Object id = tree.dataOf(node, path);
    if (id instanceof String text && !text.isBlank()) {
      return text;
    }
    throw mismatch(node, path, "the config id of a controller", Found.describe(id));
  }

  private static long rev(YamlTree tree, @Nullable NodeTuple tuple, String path) {
    if (tuple == null) {
      return 0;
    }
    Object rev = tree.dataOf(tuple.getValueNode(), path);
    if (rev instanceof Long number && number >= 0) {
      return number;
    }
    throw mismatch(
        tuple.getValueNode(), path, "an integer that is not negative", Found.describe(rev));
  }

  @SuppressWarnings("unchecked") // YamlTree makes maps with text keys only
  private static Map<String, @Nullable Object> config(
      YamlTree tree, @Nullable NodeTuple tuple, String path) {
    if (tuple == null) {
      return Map.of();
    }
    Object config = tree.dataOf(tuple.getValueNode(), path);
    if (config == null) {
      return Map.of();
    }
    if (config instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw mismatch(tuple.getValueNode(), path, "a map", Found.describe(config));
  }

  private static MappingNode mapping(Node node, String path, String expected) {
    if (node instanceof MappingNode mapping && node.getTag().equals(Tag.MAP)) {
      return mapping;
    }
    throw mismatch(node, path, expected, Found.describe(new YamlTree().dataOf(node, path)));
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
  }

  private static YamlProblem mismatch(Node node, String path, String expected, String found) {
    String problem = "expected " + expected + ", found " + found;
    return new YamlProblem(node.getStartMark(), path, problem);
  }
}
