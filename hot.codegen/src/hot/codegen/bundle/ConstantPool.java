// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The constants of a class file (JVM specification, 4.4). */
final class ConstantPool {

  private static final int COUNT_AT = 8;
  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int METHOD = 10;

  private final byte[] code;
  private final ByteBuffer data;
  private final int[] at;
  private final int end;

  private ConstantPool(byte[] code, int[] at, int end) {
    this.code = code;
    this.data = ByteBuffer.wrap(code);
    this.at = at;
    this.end = end;
  }

  static ConstantPool of(byte[] code) {
    ByteBuffer data = ByteBuffer.wrap(code);
    int[] at = new int[unsigned(data, COUNT_AT)];
    int position = COUNT_AT + 2;
    for (int i = 1; i < at.length; i++) {
      at[i] = position;
      int tag = data.get(position);
      position += 1 + length(tag, data, position + 1);
      if (tag == 5 || tag == 6) {
        // A long or a double takes two places.
        i++;
      }
    }
    return new ConstantPool(code, at, position);
  }

  private static int length(int tag, ByteBuffer data, int position) {
    return switch (tag) {
      case UTF8 -> 2 + unsigned(data, position);
      case 3, 4, 9, METHOD, 11, 12, 17, 18 -> 4;
      case 5, 6 -> 8;
      case CLASS, 8, 16, 19, 20 -> 2;
      case 15 -> 3;
      default -> throw new IllegalArgumentException("no constant has the tag " + tag);
    };
  }

  private static int unsigned(ByteBuffer data, int position) {
    return Short.toUnsignedInt(data.getShort(position));
  }

  /** Returns the index of the constant that refers to a method; 0 if there is none. */
  int method(String owner, String name, String descriptor) {
    for (int i = 1; i < at.length; i++) {
      if (at[i] > 0 && data.get(at[i]) == METHOD) {
        int type = at[unsigned(data, at[i] + 1)];
        int signature = at[unsigned(data, at[i] + 3)];
        if (is(unsigned(data, type + 1), owner)
            && is(unsigned(data, signature + 1), name)
            && is(unsigned(data, signature + 3), descriptor)) {
          return i;
        }
      }
    }
    return 0;
  }

  private boolean is(int index, String text) {
    int length = unsigned(data, at[index] + 1);
    return new String(code, at[index] + 3, length, StandardCharsets.UTF_8).equals(text);
  }

  /** Returns the class file with another owner of a method that it refers to. */
  byte[] withOwner(int method, String owner) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(code.length + owner.length() + 6);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      int next = at.length;
      out.write(code, 0, COUNT_AT);
      out.writeShort(next + 2);
      int class2 = at[method] + 1;
      out.write(code, COUNT_AT + 2, class2 - COUNT_AT - 2);
      out.writeShort(next + 1);
      out.write(code, class2 + 2, end - class2 - 2);
      out.writeByte(UTF8);
      out.writeUTF(owner);
      out.writeByte(CLASS);
      out.writeShort(next);
      out.write(code, end, code.length - end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
