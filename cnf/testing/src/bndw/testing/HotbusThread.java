// SPDX-License-Identifier: Apache-2.0
package bndw.testing;

/**
 * A live thread of Hotbus.
 *
 * @param id its number in this JVM, which no other thread has
 * @param name its name; a virtual one has none
 * @param place the method that it is in, or an empty text
 */
record HotbusThread(long id, String name, String place) {

  @Override
  public boolean equals(Object other) {
    return other instanceof HotbusThread thread && thread.id == id;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(id);
  }

  @Override
  public String toString() {
    String shown = name.isEmpty() ? "virtual thread #" + id : name;
    return place.isEmpty() ? shown : shown + " (in " + place + ")";
  }
}
