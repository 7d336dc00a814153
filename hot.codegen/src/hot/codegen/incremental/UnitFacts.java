// SPDX-License-Identifier: Apache-2.0
package hot.codegen.incremental;

import aQute.bnd.classfile.Attribute;
import aQute.bnd.classfile.ClassFile;
import aQute.bnd.classfile.CodeAttribute;
import aQute.bnd.classfile.ConstantPool;
import aQute.bnd.classfile.MethodInfo;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What the classes of one source say about themselves and others.
 *
 * @param visible a digest of all that the compilation of other sources can see
 * @param declared a digest of all that the manifest of a bundle can depend on
 * @param references the classes to which they refer
 * @param visibleReferences those to which they refer in what other sources can see
 */
record UnitFacts(
    String visible, String declared, Set<String> references, Set<String> visibleReferences) {

  UnitFacts {
    references = Set.copyOf(references);
    visibleReferences = Set.copyOf(visibleReferences);
  }

  /** Reads the classes of a source. */
  static UnitFacts of(SortedMap<String, byte[]> classes) throws IOException {
    Reader reader = new Reader();
    for (Map.Entry<String, byte[]> one : classes.entrySet()) {
      reader.read(one.getKey(), one.getValue());
    }
    return reader.facts();
  }

  /** Collects what is in several classes. */
  private static final class Reader {

    private final Digests visible = new Digests();
    private final Digests declared = new Digests();
    private final Set<String> references = new TreeSet<>();
    private final Set<String> visibleReferences = new TreeSet<>();
    private final Set<String> packages = new TreeSet<>();

    void read(String path, byte[] bytes) throws IOException {
      ClassFile type =
          ClassFile.parseClassFile(new DataInputStream(new ByteArrayInputStream(bytes)));
      references.addAll(References.all(type.constant_pool));
      References.exact(type.constant_pool).forEach(name -> packages.add(packageOf(name)));
      if (!ClassOutline.hidden(type)) {
        byte[] outline = ClassOutline.visible(type).write();
        visible.add(path).add(outline);
        visibleReferences.addAll(References.all(pool(outline)));
      }
      if (readByName(type)) {
        declared.add(bytes);
      } else {
        declared.add(Integer.toString(type.major_version)).add(ClassOutline.declared(type).write());
      }
    }

    private static ConstantPool pool(byte[] outline) throws IOException {
      return ClassFile.parseClassFile(new DataInputStream(new ByteArrayInputStream(outline)))
          .constant_pool;
    }

    /** Says whether code can refer to classes in a way that is not in the constant pool as such. */
    private static boolean readByName(ClassFile type) {
      ConstantPool pool = type.constant_pool;
      for (int i = 1; i < pool.size(); i++) {
        if ("forName".equals(pool.entry(i))) {
          return true;
        }
      }
      for (MethodInfo method : type.methods) {
        for (Attribute attribute : method.attributes) {
          if (attribute instanceof CodeAttribute code && annotated(code)) {
            return true;
          }
        }
      }
      return false;
    }

    private static boolean annotated(CodeAttribute code) {
      for (Attribute attribute : code.attributes) {
        if (attribute.name().endsWith("Annotations")) {
          return true;
        }
      }
      return false;
    }

    private static String packageOf(String name) {
      return name.substring(0, Math.max(name.lastIndexOf('/'), 0));
    }

    UnitFacts facts() {
      declared.add(String.join(",", packages));
      return new UnitFacts(visible.hex(), declared.hex(), references, visibleReferences);
    }
  }
}
