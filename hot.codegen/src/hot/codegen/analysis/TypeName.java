// SPDX-License-Identifier: Apache-2.0
package hot.codegen.analysis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/**
 * The name of a class.
 *
 * @param packageName its package, empty for the unnamed one
 * @param simpleNames the top-level class, then the nested ones down to this
 */
public record TypeName(String packageName, List<String> simpleNames)
    implements Comparable<TypeName> {

  /** Copies the list. */
  public TypeName {
    simpleNames = List.copyOf(simpleNames);
  }

  /**
   * Names a class that is not nested.
   *
   * @param packageName its package
   * @param simpleName its name
   * @return the name
   */
  public static TypeName of(String packageName, String simpleName) {
    return new TypeName(packageName, List.of(simpleName));
  }

  static TypeName of(TypeElement type) {
    Deque<String> names = new ArrayDeque<>();
    Element element = type;
    while (element instanceof TypeElement) {
      names.addFirst(element.getSimpleName().toString());
      element = element.getEnclosingElement();
    }
    String in = element instanceof PackageElement p ? p.getQualifiedName().toString() : "";
    return new TypeName(in, List.copyOf(names));
  }

  /**
   * Returns the top-level class that this one is in.
   *
   * @return its full name
   */
  public String topLevel() {
    return inPackage(simpleNames.get(0));
  }

  /**
   * Returns the name as it stands in a source.
   *
   * @return for instance {@code acme.Outer.Inner}
   */
  public String qualified() {
    return inPackage(String.join(".", simpleNames));
  }

  /**
   * Returns the name of its class file.
   *
   * @return for instance {@code acme/Outer$Inner.class}
   */
  public String classFile() {
    return inPackage(String.join("$", simpleNames)).replace('.', '/') + ".class";
  }

  private String inPackage(String name) {
    return packageName.isEmpty() ? name : packageName + "." + name;
  }

  @Override
  public int compareTo(TypeName other) {
    return qualified().compareTo(other.qualified());
  }

  @Override
  public String toString() {
    return qualified();
  }
}
