// SPDX-License-Identifier: Apache-2.0
package hot.codegen.generate;

import hot.codegen.analysis.TypeName;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The imports of one source; gives each class the shortest name that is clear. */
final class Imports {

  private final String packageName;
  private final Map<String, String> topLevelBySimpleName = new HashMap<>();
  private final Set<String> imported = new TreeSet<>();

  /**
   * Creates the imports of a source.
   *
   * @param packageName its package
   * @param taken full names of types that are there anyway; those of the same package hide others
   */
  Imports(String packageName, Collection<String> taken) {
    this.packageName = packageName;
    String prefix = packageName + ".";
    for (String name : taken) {
      if (name.startsWith(prefix) && name.indexOf('.', prefix.length()) < 0) {
        topLevelBySimpleName.put(name.substring(prefix.length()), name);
      }
    }
    for (Class<?> language :
        new Class<?>[] {
          Override.class, String.class, Class.class, Object.class, Exception.class, Record.class
        }) {
      topLevelBySimpleName.putIfAbsent(language.getSimpleName(), language.getName());
    }
  }

  /** Returns how a class of the API or the JDK is called in this source. */
  String name(Class<?> type) {
    return name(TypeName.of(type.getPackageName(), type.getSimpleName()));
  }

  /** Returns how a class is called in this source. */
  String name(TypeName type) {
    String topLevel = type.topLevel();
    String owner = topLevelBySimpleName.putIfAbsent(type.simpleNames().get(0), topLevel);
    if (owner != null && !owner.equals(topLevel)) {
      return type.qualified();
    }
    if (!type.packageName().equals(packageName) && !type.packageName().equals("java.lang")) {
      imported.add(topLevel);
    }
    return String.join(".", type.simpleNames());
  }

  /** Returns the import lines. */
  String lines() {
    StringBuilder lines = new StringBuilder();
    imported.forEach(name -> lines.append("import ").append(name).append(";\n"));
    return lines.toString();
  }
}
