// SPDX-License-Identifier: Apache-2.0
package bus.http;

import java.time.Duration;

/**
 * The bounds of the API.
 *
 * @param connections how many connections are open at most; more are not accepted for the moment
 * @param requests how many requests are answered at the same time at most; more are refused
 * @param body how long the body of a request is at most, in bytes
 * @param request how long the answer of a quick request takes at most, with its body and the reader
 * @param action how long an action of the deployer is waited for at most
 * @param idle how long a connection may do nothing, or a reader not read
 */
record Limits(
    int connections, int requests, int body, Duration request, Duration action, Duration idle) {
  static final Limits DEFAULT =
      new Limits(
          256, 64, 1 << 20, Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(30));
}
