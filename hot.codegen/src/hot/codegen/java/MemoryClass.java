// SPDX-License-Identifier: Apache-2.0
package hot.codegen.java;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.tools.SimpleJavaFileObject;

/** A file that the compiler writes, or has written, in memory. */
final class MemoryClass extends SimpleJavaFileObject {

  private final String path;
  private final Map<String, byte[]> contents;

  MemoryClass(String path, Kind kind, Map<String, byte[]> contents) {
    super(URI.create("memory:///" + path), kind);
    this.path = path;
    this.contents = contents;
  }

  /** Returns the path with slashes. */
  String path() {
    return path;
  }

  @Override
  public InputStream openInputStream() {
    return new ByteArrayInputStream(content());
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return new String(content(), StandardCharsets.UTF_8);
  }

  private byte[] content() {
    return contents.getOrDefault(path, new byte[0]);
  }

  @Override
  public OutputStream openOutputStream() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new FilterOutputStream(bytes) {
      @Override
      public void write(byte[] from, int offset, int length) {
        bytes.write(from, offset, length);
      }

      @Override
      public void close() throws IOException {
        contents.put(path, bytes.toByteArray());
        super.close();
      }
    };
  }
}
