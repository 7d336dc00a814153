// SPDX-License-Identifier: Apache-2.0
package bus.daemon.cli;

import java.io.Console;

/**
 * What the process is connected to.
 *
 * @param interactive whether a person sits at standard input and output
 */
public record Terminal(boolean interactive) {
  /** Looks. */
  @SuppressWarnings("SystemConsoleNull") // that it may be there without a terminal is seen to
  public static Terminal ofProcess() {
    Console console = System.console();
    return new Terminal(console != null && isTerminal(console));
  }

  /** Since Java 22 there is a console without a terminal, and this method to tell. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException before22) {
      return true;
    } catch (ReflectiveOperationException failed) {
      return false;
    }
  }
}
