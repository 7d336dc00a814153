// SPDX-License-Identifier: Apache-2.0
package hot.deployer.host;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What plugins in tests share with the test: a package of the host that they import. */
public final class Host {

  /** What plugins say, in order. */
  public static final Queue<String> SAID = new ConcurrentLinkedQueue<>();

  /** Where a plugin leaves something, or finds something. */
  public static final Map<String, Object> SHARED = new ConcurrentHashMap<>();

  private Host() {}
}
