// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import bus.api.config.DataTree;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Data trees written as YAML. */
final class TestData {

  private TestData() {}

  static @Nullable Object tree(String yaml) {
    return DataTree.copyOf(YamlConfigReader.parse(yaml));
  }

  @SuppressWarnings("unchecked") // keys of a data tree are text
  static Map<String, @Nullable Object> map(String yaml) {
    return (Map<String, @Nullable Object>) tree(yaml);
  }
}
