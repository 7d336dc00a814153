// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import org.jspecify.annotations.Nullable;

/** Reads private fields. Those of the JDK can be read only where the JVM was told to open them. */
final class Insides {

  private Insides() {}

  /** The field is not there, or the JVM does not let it be read. */
  static final class Shut extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;

    Shut(String what, Throwable cause) {
      super(what, cause);
      this.what = what;
    }

    /** Returns what to do about it, or what is missing, in a clause. */
    String what() {
      return what;
    }
  }

  /** Reads a field of an object, or a static one if the object is null. */
  static @Nullable Object read(Class<?> type, @Nullable Object object, String name) throws Shut {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(object);
    } catch (InaccessibleObjectException closed) {
      String where = type.getModule().getName() + "/" + type.getPackageName();
      throw new Shut("needs --add-opens " + where + "=ALL-UNNAMED", closed);
    } catch (ReflectiveOperationException | LinkageError other) {
      throw new Shut("%s.%s is not known here".formatted(type.getName(), name), other);
    }
  }

  /** Reads a field of an object that is declared by its class or a class above. */
  static @Nullable Object read(Object object, String name) throws Shut {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return read(type, object, name);
        }
      }
    }
    throw new Shut(
        "%s.%s is not known here".formatted(object.getClass().getName(), name),
        new NoSuchFieldException(name));
  }

  /** Finds a class of the JDK. */
  static Class<?> type(String name) throws Shut {
    try {
      return Class.forName(name, false, ClassLoader.getPlatformClassLoader());
    } catch (ClassNotFoundException | LinkageError missing) {
      throw new Shut(name + " is not in this JVM", missing);
    }
  }
}
