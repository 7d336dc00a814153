// SPDX-License-Identifier: Apache-2.0
package bus.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.util.promise.Promise;

/**
 * One thing that can be asked of the API.
 *
 * @param method the method of HTTP
 * @param path where
 * @param summary what it does, in a clause
 * @param parameters what its query, and headers of its own, may say
 * @param body what its body is, in a clause; empty if it has none
 * @param answer what it answers
 * @param work does it
 */
record Route(
    String method,
    Template path,
    String summary,
    List<Parameter> parameters,
    String body,
    Shape answer,
    Work work) {
  Route {
    parameters = List.copyOf(parameters);
  }

  /** Where a parameter stands. */
  enum Place {
    QUERY,
    HEADER
  }

  /**
   * A parameter.
   *
   * @param place where it stands
   * @param name its name
   * @param type its type in JSON Schema
   * @param required whether it must be given
   * @param meaning what it means, in a clause
   */
  record Parameter(Place place, String name, String type, boolean required, String meaning) {}

  /** What is answered. */
  sealed interface Shape {
    /**
     * A record.
     *
     * @param type its class
     */
    record One(Class<?> type) implements Shape {}

    /**
     * A list of records.
     *
     * @param type their class
     */
    record Many(Class<?> type) implements Shape {}

    /**
     * A text, or as JSON a list of records.
     *
     * @param mediaType the media type of the text
     * @param type the class of the records
     */
    record Text(String mediaType, Class<?> type) implements Shape {}

    /**
     * A stream of events.
     *
     * @param types the record that an event carries, by the name of the event
     */
    record Events(Map<String, Class<?>> types) implements Shape {
      public Events {
        types = Collections.unmodifiableMap(new TreeMap<>(types));
      }
    }

    static Shape one(Class<?> type) {
      return new One(type);
    }

    static Shape listOf(Class<?> type) {
      return new Many(type);
    }

    static Shape events(Map<String, Class<?>> types) {
      return new Events(types);
    }
  }

  /** How it is done. What an implementation throws becomes a problem. */
  sealed interface Work {}

  /** Done at once, on the thread of the request. */
  non-sealed interface Now extends Work {
    Object answer(Call call) throws Exception;
  }

  /** Begun at once, and done when a promise is resolved, which costs no thread meanwhile. */
  non-sealed interface Later extends Work {
    Promise<?> answer(Call call) throws Exception;

    /** Says how long that may take. */
    default Duration limit(Limits limits) {
      return limits.action();
    }
  }

  /** Begun at once, and done when a promise is resolved, which may take minutes. */
  record Search(Later work) implements Later {
    @Override
    public Promise<?> answer(Call call) throws Exception {
      return work.answer(call);
    }

    @Override
    public Duration limit(Limits limits) {
      return limits.search();
    }
  }

  /** A stream of events, until the client leaves or the feed ends. */
  non-sealed interface Streaming extends Work {
    /**
     * Opens a stream.
     *
     * @param call what the request says
     * @param wake to be called, on any thread, when the feed has something to tell; never blocks
     */
    Feed open(Call call, Runnable wake) throws Exception;
  }

  static Route get(String path, String summary, Shape answer, Now work) {
    return new Route("GET", new Template(path), summary, List.of(), "", answer, work);
  }

  static Route getLater(String path, String summary, Shape answer, Later work) {
    return new Route("GET", new Template(path), summary, List.of(), "", answer, work);
  }

  static Route post(String path, String summary, Shape answer, Later work) {
    return new Route("POST", new Template(path), summary, List.of(), "", answer, work);
  }

  static Route delete(String path, String summary, Shape answer, Now work) {
    return new Route("DELETE", new Template(path), summary, List.of(), "", answer, work);
  }

  static Route stream(String method, String path, String summary, Shape events, Streaming work) {
    return new Route(method, new Template(path), summary, List.of(), "", events, work);
  }

  /** Returns a copy with a body. */
  Route takes(String what) {
    return new Route(method, path, summary, parameters, what, answer, work);
  }

  /** Returns a copy with a further parameter. */
  Route with(String name, String type, String meaning) {
    return with(new Parameter(Place.QUERY, name, type, false, meaning));
  }

  /** Returns a copy with a header that means something here. */
  Route hears(String name, String meaning) {
    return with(new Parameter(Place.HEADER, name, "string", false, meaning));
  }

  /** Returns a copy with a further parameter that must be given. */
  Route needs(String name, String type, String meaning) {
    return with(new Parameter(Place.QUERY, name, type, true, meaning));
  }

  /** Returns the parameters of the query. */
  List<Parameter> query() {
    return parameters.stream().filter(each -> each.place() == Place.QUERY).toList();
  }

  private Route with(Parameter parameter) {
    List<Parameter> more = new ArrayList<>(parameters);
    more.add(parameter);
    return new Route(method, path, summary, more, body, answer, work);
  }
}
