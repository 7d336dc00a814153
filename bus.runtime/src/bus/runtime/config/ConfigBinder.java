// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import bus.api.config.ConfigException;
import bus.api.config.DataTree;
import bus.api.config.Default;
import bus.api.directive.Failure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Binds plain data to config records, converting nothing silently.
 *
 * <p>Unknown fields are errors. A component that is not configured gets its {@link Default};
 * without one it must be an {@link java.util.Optional} or marked {@code @Nullable}. Lists, sets and
 * maps of a bound record can not be modified.
 *
 * <p>Made for one generation of a factory and dropped with it: all that is known about the classes
 * of a plugin is kept in the binder, nothing in static state. Thread-safe.
 */
public final class ConfigBinder {

  private final ObjectMapper mapper = StrictMapper.create();

  /** Creates a binder that knows no class yet. */
  public ConfigBinder() {}

  /**
   * Binds data to a record. The record's code runs in this call; whatever it throws, errors too,
   * becomes a {@link ConfigException} that holds text only.
   *
   * @param type the record
   * @param tree the data, see {@link DataTree}
   * @param path where the data stands, such as {@code greeter.config}; starts each message
   * @param <C> the record
   * @return a new record
   * @throws ConfigException if the data does not fit; its message is one line with the full path,
   *     what was expected and what was found
   */
  public <C extends Record> C bind(Class<C> type, Map<String, @Nullable Object> tree, String path) {
    try {
      return bindChecked(type, tree, path);
    } catch (ConfigException problem) {
      throw problem;
    } catch (Throwable foreign) { // the boundary to the record's code
      String text = "can not be bound to %s: %s".formatted(type.getName(), summary(foreign));
      throw new ConfigException(path, Place.prefix(path) + text);
    }
  }

  private <C extends Record> C bindChecked(
      Class<C> type, Map<String, @Nullable Object> tree, String path)
      throws JsonProcessingException {
    TreeFiller filler = new TreeFiller(mapper.getTypeFactory());
    JavaType record = mapper.constructType(type);
    JsonNode filled = filler.fillRecord(record, plain(tree, path), path);
    try {
      return mapper.treeToValue(filled, record);
    } catch (InvalidDefinitionException unsupported) {
      throw unsupported;
    } catch (JsonMappingException problem) {
      throw explain(
          filler,
          Position.find(mapper.getTypeFactory(), record, filled, path, problem.getPath()),
          problem);
    }
  }

  private static @Nullable Object plain(Map<String, @Nullable Object> tree, String path) {
    try {
      return DataTree.copyOf(tree);
    } catch (IllegalArgumentException notPlain) {
      throw new ConfigException(path, Place.prefix(path) + notPlain.getMessage());
    }
  }

  private static ConfigException explain(
      TreeFiller filler, Position position, JsonMappingException problem) {
    if (!(problem instanceof ValueInstantiationException) || problem.getCause() == null) {
      return filler.mismatch(position.type(), position.value(), position.path());
    }
    Throwable cause = problem.getCause();
    String message = Failure.of(cause).message();
    if (cause instanceof IllegalArgumentException && !message.isBlank()) {
      return filler.problem(position.path(), Found.oneLine(message));
    }
    String record = position.type().getRawClass().getSimpleName();
    return filler.problem(position.path(), record + " refused it: " + summary(cause));
  }

  private static String summary(Throwable foreign) {
    return Found.oneLine(Failure.of(foreign).summary());
  }
}
