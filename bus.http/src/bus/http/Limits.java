// SPDX-License-Identifier: Apache-2.0
package bus.http;

import java.time.Duration;

/**
 * The bounds of the API.
 *
 * @param connections how many connections are open at most; more are not accepted for the moment
 * @param requests how many requests are answered at the same time at most; more are refused
 * @param streams how many streams are open at most; more are refused
 * @param body how long the body of a request is at most, in bytes
 * @param request how long the answer of a quick request takes at most, with its body and the reader
 * @param action how long an action of the deployer is waited for at most
 * @param search how long a look for leaks is waited for at most
 * @param idle how long a connection may do nothing, or a reader not read
 * @param beat how often a stream without events says that it is alive, which also shows whether its
 *     client is
 */
record Limits(
    int connections,
    int requests,
    int streams,
    int body,
    Duration request,
    Duration action,
    Duration search,
    Duration idle,
    Duration beat) {
  static final Limits DEFAULT =
      new Limits(
          256,
          64,
          64,
          1 << 20,
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1));

  Limits withConnections(int most) {
    return new Limits(most, requests, streams, body, request, action, search, idle, beat);
  }

  Limits withRequests(int most) {
    return new Limits(connections, most, streams, body, request, action, search, idle, beat);
  }

  Limits withStreams(int most) {
    return new Limits(connections, requests, most, body, request, action, search, idle, beat);
  }

  Limits withTimes(Duration forRequest, Duration forAction, Duration forIdle) {
    return new Limits(
        connections, requests, streams, body, forRequest, forAction, search, forIdle, beat);
  }
}
