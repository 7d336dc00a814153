// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** Which Java a plugin needs, where bnd does not know it yet: that gives a filter nobody fits. */
final class JavaLevel {

  private static final String HEADER = "Require-Capability";
  private static final String UNKNOWN = "(osgi.ee=UNKNOWN)";
  private static final int MAJOR_AT = 6;

  /** The version of the class files of Java 1, if there were one. */
  private static final int BEFORE_FIRST = 44;

  private JavaLevel() {}

  /** Corrects the requirement by the highest version of a class file. */
  static void correct(Manifest manifest, Map<String, byte[]> entries) {
    Attributes headers = manifest.getMainAttributes();
    String required = headers.getValue(HEADER);
    if (required != null && required.contains(UNKNOWN)) {
      int highest =
          entries.entrySet().stream()
              .filter(entry -> entry.getKey().endsWith(".class"))
              .filter(entry -> entry.getValue().length > MAJOR_AT + 1)
              .mapToInt(entry -> ByteBuffer.wrap(entry.getValue()).getShort(MAJOR_AT))
              .max()
              .orElse(BEFORE_FIRST);
      String level = "(&(osgi.ee=JavaSE)(version=" + (highest - BEFORE_FIRST) + "))";
      headers.putValue(HEADER, required.replace(UNKNOWN, level));
    }
  }
}
