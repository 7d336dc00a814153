// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import bus.api.controller.AppliedConfigSet;
import bus.api.controller.KeyStatus;
import java.util.List;
import java.util.Locale;

/** How configurations that are applied are shown. */
final class ConfigViews {
  private ConfigViews() {}

  static List<View<?>> all() {
    return List.of(
        new View<>(
            AppliedConfigSet.class,
            "no configuration is applied",
            List.of(
                new Column<>("DIRECTIVE", set -> Long.toString(set.directive())),
                new Column<>("STATUS", AppliedConfigSet::summary),
                new Column<>("NOT READY", set -> Texts.cell(notReady(set)))),
            ConfigViews::detail),
        new View<>(
            KeyStatus.class,
            "no keys",
            List.of(new Column<>("KEY", KeyStatus::key), new Column<>("STATUS", ConfigViews::line)),
            (key, detail) -> detail.text(line(key))));
  }

  private static String notReady(AppliedConfigSet set) {
    return String.join(
        ", ",
        set.keys().stream()
            .filter(key -> !key.winning() || !key.status().ready())
            .map(KeyStatus::key)
            .toList());
  }

  private static void detail(AppliedConfigSet set, Detail detail) {
    detail
        .line("directive", Long.toString(set.directive()))
        .line("mode", set.mode().name().toLowerCase(Locale.ROOT))
        .line("status", set.summary())
        .list("keys", set.keys().stream().map(ConfigViews::line).toList());
  }

  /** Returns how a key is doing, in a line. */
  private static String line(KeyStatus key) {
    String won = key.winning() ? "" : " (another set has this key)";
    return "%s (%s): %s%s".formatted(key.key(), key.entry().id(), key.status().summary(), won);
  }
}
