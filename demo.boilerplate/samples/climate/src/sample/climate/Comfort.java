// SPDX-License-Identifier: Apache-2.0
package sample.climate;

/** How pleasant a room is. */
public enum Comfort {
  /** Too cold to sit. */
  COLD,
  /** As it should be. */
  PLEASANT,
  /** Hot or sticky. */
  STICKY
}
