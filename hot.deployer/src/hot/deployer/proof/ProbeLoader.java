// SPDX-License-Identifier: Apache-2.0
package hot.deployer.proof;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A class loader that nobody holds, with one empty class. The garbage collector takes it only when
 * it unloads classes; so its end shows that the collector has looked at class loaders.
 */
final class ProbeLoader extends ClassLoader {

  private static final byte[] EMPTY_CLASS = emptyClass();

  ProbeLoader() {
    super("hotbus-probe", null);
    defineClass("Probe", EMPTY_CLASS, 0, EMPTY_CLASS.length);
  }

  private static byte[] emptyClass() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0xCAFEBABE);
      out.writeShort(0);
      out.writeShort(52);
      out.writeShort(5); // constants, counted from 1
      out.writeByte(1); // 1: UTF-8
      out.writeUTF("Probe");
      out.writeByte(7); // 2: class
      out.writeShort(1);
      out.writeByte(1); // 3: UTF-8
      out.writeUTF("java/lang/Object");
      out.writeByte(7); // 4: class
      out.writeShort(3);
      out.writeShort(0x0020); // ACC_SUPER
      out.writeShort(2); // this class
      out.writeShort(4); // super class
      out.writeShort(0); // interfaces
      out.writeShort(0); // fields
      out.writeShort(0); // methods
      out.writeShort(0); // attributes
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
