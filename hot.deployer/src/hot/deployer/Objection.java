// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

/**
 * What speaks against a content.
 *
 * @param reason why it is not to be deployed, to follow the file's name
 * @param waitsFor what makes it worth another try
 */
record Objection(String reason, String waitsFor) {

  static final String FILE = "another content of the file";

  /** What a content waits for that is not to blame itself. */
  static final String ROOM = "that the trouble goes, which is looked for all the time";

  static Objection lasting(String reason) {
    return new Objection(reason, FILE);
  }
}
