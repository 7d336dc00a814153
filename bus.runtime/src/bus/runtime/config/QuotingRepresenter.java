// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/**
 * Quotes texts with line breaks that YAML 1.2 no longer takes for such (YAML 1.2.2, section 5.4):
 * as a block the library writes what it can not read back.
 */
final class QuotingRepresenter extends StandardRepresenter {

  QuotingRepresenter(DumpSettings settings) {
    super(settings);
  }

  @Override
  protected Node representScalar(Tag tag, String value, ScalarStyle style) {
    boolean foreign = value.chars().anyMatch(c -> c == '\u0085' || c == '\u2028' || c == '\u2029');
    return super.representScalar(tag, value, foreign ? ScalarStyle.DOUBLE_QUOTED : style);
  }
}
