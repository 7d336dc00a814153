// SPDX-License-Identifier: Apache-2.0
package hot.deployer.content;

/** What came of taking a file into the content store. */
public sealed interface Intake {

  /**
   * The file is in the store.
   *
   * @param content its content
   */
  record Taken(Content content) implements Intake {}

  /**
   * The file can not be used as it is; it may be half-written.
   *
   * @param reason what is wrong with it, to follow the file's name
   */
  record Unfinished(String reason) implements Intake {}

  /**
   * The store can not be written, which is no fault of the file; to be tried again at each look.
   *
   * @param reason why, to follow the file's name
   */
  record Blocked(String reason) implements Intake {}
}
