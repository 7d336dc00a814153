// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import bus.api.config.ConfigException;
import bus.api.directive.Failure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Turns plain data into records and other data types, and back, converting nothing silently.
 *
 * <p>All that is known about the classes is kept in the binder, nothing in static state.
 * Thread-safe.
 */
public final class DataBinder {

  private final ObjectMapper mapper = StrictMapper.create();
  private final boolean binaryAsText;

  /**
   * Creates a binder that knows no class yet.
   *
   * @param binaryAsText whether {@code byte[]} stands in the data as text in Base64; otherwise as
   *     itself or as a list of integers
   */
  public DataBinder(boolean binaryAsText) {
    this.binaryAsText = binaryAsText;
  }

  /**
   * Finds what a class says about a type parameter of one of its supertypes.
   *
   * @param type the class
   * @param supertype the generic supertype, with one parameter
   * @return the parameter
   */
  public Type parameterOf(Class<?> type, Class<?> supertype) {
    return mapper.getTypeFactory().findTypeParameters(mapper.constructType(type), supertype)[0];
  }

  /**
   * Checks that a type, with all its parts, is one of data.
   *
   * @param type the type
   * @param path where it stands, for the message
   * @throws ConfigException if not
   */
  public void check(Type type, String path) {
    new TypeCheck(mapper.getTypeFactory()).check(mapper.constructType(type), path);
  }

  /**
   * Reads data. The code of records runs in this call.
   *
   * @param type what to make of it
   * @param tree the data: null, booleans, numbers, text, {@code byte[]}, lists and maps
   * @param path where the data stands; starts each message
   * @return what was made; an empty optional if that is the type and the data is null
   * @throws ConfigException if the data does not fit; it holds text only
   */
  public Object read(Type type, @Nullable Object tree, String path) {
    try {
      return readChecked(mapper.constructType(type), tree, path);
    } catch (ConfigException problem) {
      throw problem;
    } catch (Throwable foreign) { // the boundary to the record's code
      String text = "can not be bound to %s: %s".formatted(type.getTypeName(), summary(foreign));
      throw new ConfigException(path, Place.prefix(path) + text);
    }
  }

  private Object readChecked(JavaType type, @Nullable Object tree, String path)
      throws JsonProcessingException {
    TreeFiller filler = new TreeFiller(mapper.getTypeFactory(), binaryAsText);
    JsonNode filled = filler.fillRoot(type, tree, path);
    try {
      return mapper.treeToValue(filled, type);
    } catch (InvalidDefinitionException unsupported) {
      throw unsupported;
    } catch (JsonMappingException problem) {
      throw explain(
          filler,
          Position.find(mapper.getTypeFactory(), type, filled, path, problem.getPath()),
          problem);
    }
  }

  /**
   * Writes data. The accessors of records run in this call.
   *
   * @param type as what to write it
   * @param value what to write
   * @param path where it stands; starts each message
   * @return the data: null, booleans, numbers, text, lists and maps, in an order that equal values
   *     have in common
   * @throws ConfigException if something in it can not be written; it holds text only
   */
  public @Nullable Object write(Type type, Object value, String path) {
    try {
      return new TreeWriter(mapper.getTypeFactory())
          .writeRoot(mapper.constructType(type), value, path);
    } catch (ConfigException problem) {
      throw problem;
    } catch (Throwable foreign) { // the boundary to the record's code
      throw new ConfigException(
          path, Place.prefix(path) + "can not be written: " + summary(foreign));
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
