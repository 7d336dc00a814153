// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

/** What is done about unloaded code that is held. */
public enum LeakMode {
  /** Nothing by itself; who wants to know asks. */
  OFF,
  /** The holders are looked for, in a heap dump too, and logged. */
  REPORT,
  /** The same, and the plugin is not deployed again before the leak is gone. */
  STRICT
}
