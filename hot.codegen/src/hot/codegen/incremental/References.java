// SPDX-License-Identifier: Apache-2.0
package hot.codegen.incremental;

import aQute.bnd.classfile.ConstantPool;
import java.util.Set;
import java.util.TreeSet;

/** The classes to which a constant pool refers, by internal name, without those of the JDK. */
final class References {

  private References() {}

  /** Returns all, and what merely looks like one: a text with a descriptor in it. */
  static Set<String> all(ConstantPool pool) {
    Set<String> found = new TreeSet<>();
    for (int i = 1; i < pool.size(); i++) {
      Object entry = pool.entry(i);
      if (entry instanceof String text) {
        descriptor(text, found);
      } else if (pool.tag(i) == ConstantPool.CONSTANT_Class) {
        named(pool.className(i), found);
      }
    }
    return found;
  }

  private static void named(String name, Set<String> found) {
    if (name.startsWith("[")) {
      descriptor(name, found);
    } else {
      add(name, found);
    }
  }

  private static void descriptor(String text, Set<String> found) {
    int at = text.indexOf('L');
    while (at >= 0) {
      int end = at + 1;
      while (end < text.length() && partOfName(text.charAt(end))) {
        end++;
      }
      if (end < text.length() && (text.charAt(end) == ';' || text.charAt(end) == '<')) {
        add(text.substring(at + 1, end), found);
      } else if (end < text.length() && text.charAt(end) == '.') {
        // A type that is nested in a generic one; that one was found before.
        add(text.substring(at + 1, end), found);
      }
      at = text.indexOf('L', at + 1);
    }
  }

  private static boolean partOfName(char c) {
    return c == '/' || Character.isJavaIdentifierPart(c);
  }

  private static void add(String name, Set<String> found) {
    if (!name.startsWith("java/") && !name.isEmpty()) {
      found.add(name);
    }
  }
}
