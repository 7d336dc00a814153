// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import java.time.Clock;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Shows the records that the commands return as tables, lines and details. */
@Component(service = Converter.class)
public final class RecordConverter implements Converter {
  private final RecordText texts;

  /** Creates a converter that tells ages by the clock of the system. */
  @Activate
  public RecordConverter() {
    this(Clock.systemUTC());
  }

  RecordConverter(Clock clock) {
    texts = new RecordText(clock);
  }

  /** Converts nothing: the records are made by the bus only. */
  @Override
  public @Nullable Object convert(Class<?> desiredType, Object in) {
    return null;
  }

  @Override
  public @Nullable CharSequence format(Object target, int level, Converter escape) {
    if (target instanceof Rows<?> rows) {
      return rows(rows, level);
    }
    View<?> view = view(target.getClass());
    if (view == null) {
      return null;
    }
    return switch (level) {
      case INSPECT -> view.inspect(target);
      case LINE -> view.line(target);
      default -> view.part(target);
    };
  }

  private @Nullable CharSequence rows(Rows<?> rows, int level) {
    View<?> view = view(rows.type());
    if (view == null) {
      return null;
    }
    return level == INSPECT
        ? view.table(rows)
        : String.join(", ", rows.stream().map(record -> view.part(record)).toList());
  }

  private @Nullable View<?> view(Class<?> type) {
    return texts.view(type).orElse(null);
  }
}
