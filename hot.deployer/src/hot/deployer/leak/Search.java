// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import hot.deployer.leak.Insides.Shut;

/** Looks at one sort of places in the running JVM. */
interface Search {

  /** Names the places, to say where it could not look. */
  String places();

  /**
   * Looks.
   *
   * @throws Shut if it can not look there
   */
  void look(Suspect suspect, Findings findings) throws Shut;
}
