// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

/**
 * Who a controller is.
 *
 * @param id what kind of controller; for one that is loaded from a configuration, the config id. By
 *     custom a path such as {@code acme/mail/sender}; not blank
 * @param version its version, such as {@code 1.0.0}
 * @param description what it does, in a sentence; may be empty
 * @param exclusive whether two of it must never run at once, because both would need the same port,
 *     file or device. A replacement then stops the old one first, and service is interrupted. (Two
 *     requests with different settings are two controllers, and both run)
 */
public record ControllerInfo(String id, String version, String description, boolean exclusive) {

  /**
   * Creates an identity.
   *
   * @throws IllegalArgumentException if the id or the version is blank
   */
  public ControllerInfo {
    if (id.isBlank()) {
      throw new IllegalArgumentException("id must not be blank");
    }
    if (version.isBlank()) {
      throw new IllegalArgumentException("version must not be blank");
    }
  }

  /**
   * Creates the identity of a controller that is not exclusive.
   *
   * @param id what kind of controller
   * @param version its version
   * @param description what it does, may be empty
   * @return the identity
   */
  public static ControllerInfo of(String id, String version, String description) {
    return new ControllerInfo(id, version, description, false);
  }
}
