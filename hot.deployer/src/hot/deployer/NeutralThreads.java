// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import java.util.concurrent.ThreadFactory;

/**
 * Makes daemon threads that take nothing over from the thread that asks for them: no inheritable
 * thread local, no context class loader of a plugin.
 */
final class NeutralThreads {

  private NeutralThreads() {}

  static ThreadFactory named(String name) {
    return work -> {
      Thread thread = new Thread(null, work, name, 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(NeutralThreads.class.getClassLoader());
      return thread;
    };
  }
}
