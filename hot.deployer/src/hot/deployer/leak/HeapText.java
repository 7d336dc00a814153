// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.netbeans.lib.profiler.heap.PrimitiveArrayInstance;

/** Names of objects in a dump of the heap. */
final class HeapText {

  private static final byte LATIN1 = 0;

  private HeapText() {}

  /** Names an object by its class; a class by its own name. */
  static String name(Instance object) {
    JavaClass type = object.getJavaClass();
    return type == null ? "class " + object : type.getName();
  }

  /** Names a thread, or its stack. */
  static String thread(Instance thread, boolean stack) {
    String name = thread.getValueOfField("name") instanceof Instance text ? string(text) : "?";
    String type = name(thread);
    return (stack ? "stack of " : "")
        + "thread \"%s\"".formatted(name)
        + (type.equals("java.lang.Thread") ? "" : " (" + type + ")");
  }

  private static String string(Instance string) {
    if (!(string.getValueOfField("value") instanceof PrimitiveArrayInstance array)) {
      return "?";
    }
    List<?> values = array.getValues();
    byte[] bytes = new byte[values.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = Byte.parseByte(String.valueOf(values.get(i)));
    }
    boolean latin = String.valueOf(string.getValueOfField("coder")).equals(Byte.toString(LATIN1));
    return new String(bytes, latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
  }
}
