// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import hot.deployer.content.StateLock;
import java.nio.file.Path;

/** A process that holds a state directory until its standard input ends. */
public final class LockHolder {

  private LockHolder() {}

  /** Argument: the state directory. */
  public static void main(String[] arguments) throws Exception {
    try (StateLock lock = new StateLock(Path.of(arguments[0]))) {
      while (!lock.restore() && System.in.read() >= 0) {}
    }
  }
}
