// SPDX-License-Identifier: Apache-2.0
package hot.codegen.incremental;

import aQute.bnd.classfile.Attribute;
import aQute.bnd.classfile.ClassFile;
import aQute.bnd.classfile.FieldInfo;
import aQute.bnd.classfile.InnerClassesAttribute;
import aQute.bnd.classfile.InnerClassesAttribute.InnerClass;
import aQute.bnd.classfile.MethodInfo;
import aQute.bnd.classfile.builder.MutableConstantPool;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A class without its code. Written with a constant pool of its own, so that two of them are equal
 * if and only if they say the same in the same order.
 */
final class ClassOutline {

  private static final int SYNTHETIC = 0x1000;

  /** What only code needs, or names where the class stands and not what it is. */
  private static final Set<String> CODE =
      Set.of(
          "Code",
          "BootstrapMethods",
          "NestMembers",
          "NestHost",
          "SourceFile",
          "EnclosingMethod",
          "Synthetic");

  private ClassOutline() {}

  /** Says whether no other source can name the class. */
  static boolean hidden(ClassFile type) {
    return (type.access & SYNTHETIC) != 0
        || Stream.of(type.attributes).anyMatch(a -> a.name().equals("EnclosingMethod"));
  }

  /**
   * Returns what the compilation of other sources can see of a class. A private field or type hides
   * an inherited one, so its name is part of it; a private method hides nothing.
   */
  static ClassFile visible(ClassFile type) {
    FieldInfo[] fields =
        Stream.of(type.fields)
            .filter(field -> (field.access & SYNTHETIC) == 0)
            .map(field -> Modifier.isPrivate(field.access) ? bare(field) : field)
            .toArray(FieldInfo[]::new);
    MethodInfo[] methods =
        Stream.of(type.methods)
            .filter(method -> !Modifier.isPrivate(method.access))
            .map(ClassOutline::withoutCode)
            .toArray(MethodInfo[]::new);
    return outline(type, fields, methods);
  }

  private static ClassFile outline(ClassFile type, FieldInfo[] fields, MethodInfo[] methods) {
    return new ClassFile(
        type.minor_version,
        type.major_version,
        new MutableConstantPool(),
        type.access,
        type.this_class,
        type.super_class,
        type.interfaces,
        fields,
        methods,
        kept(type));
  }

  private static FieldInfo bare(FieldInfo field) {
    return new FieldInfo(field.access, field.name, "I", new Attribute[0]);
  }

  private static MethodInfo withoutCode(MethodInfo method) {
    Attribute[] kept =
        Stream.of(method.attributes)
            .filter(attribute -> !CODE.contains(attribute.name()))
            .toArray(Attribute[]::new);
    return new MethodInfo(method.access, method.name, method.descriptor, kept);
  }

  private static Attribute[] kept(ClassFile type) {
    List<Attribute> kept = new ArrayList<>();
    for (Attribute attribute : type.attributes) {
      if (attribute instanceof InnerClassesAttribute all) {
        InnerClassesAttribute own = own(type, all);
        if (own.classes.length > 0) {
          kept.add(own);
        }
      } else if (!CODE.contains(attribute.name())) {
        kept.add(attribute);
      }
    }
    return kept.toArray(Attribute[]::new);
  }

  /** A class lists all nested classes that its code mentions; its own are meant here. */
  private static InnerClassesAttribute own(ClassFile type, InnerClassesAttribute inner) {
    return new InnerClassesAttribute(
        Stream.of(inner.classes)
            .filter(
                one ->
                    type.this_class.equals(one.inner_class)
                        || type.this_class.equals(one.outer_class))
            .toArray(InnerClass[]::new));
  }
}
