// SPDX-License-Identifier: Apache-2.0
package hot.codegen.incremental;

import aQute.bnd.classfile.ClassFile;
import aQute.bnd.classfile.ConstantPool;
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
 * @param references the classes to which they refer
 * @param visibleReferences those to which they refer in what other sources can see
 */
record UnitFacts(String visible, Set<String> references, Set<String> visibleReferences) {

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
    private final Set<String> references = new TreeSet<>();
    private final Set<String> visibleReferences = new TreeSet<>();

    void read(String path, byte[] bytes) throws IOException {
      ClassFile type =
          ClassFile.parseClassFile(new DataInputStream(new ByteArrayInputStream(bytes)));
      references.addAll(References.all(type.constant_pool));
      if (!ClassOutline.hidden(type)) {
        byte[] outline = ClassOutline.visible(type).write();
        visible.add(path).add(outline);
        visibleReferences.addAll(References.all(pool(outline)));
      }
    }

    private static ConstantPool pool(byte[] outline) throws IOException {
      return ClassFile.parseClassFile(new DataInputStream(new ByteArrayInputStream(outline)))
          .constant_pool;
    }

    UnitFacts facts() {
      return new UnitFacts(visible.hex(), references, visibleReferences);
    }
  }
}
