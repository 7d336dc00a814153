// SPDX-License-Identifier: Apache-2.0
package hot.codegen.java;

import java.net.URI;
import java.nio.file.Path;
import javax.tools.SimpleJavaFileObject;

/** A source in memory, with the name by which it is shown. */
public final class TextSource extends SimpleJavaFileObject {

  private final Path shown;
  private final String text;

  private TextSource(URI uri, Path shown, String text) {
    super(uri, Kind.SOURCE);
    this.shown = shown;
    this.text = text;
  }

  /**
   * Creates a source that was read from a file.
   *
   * @param file the file
   * @param text its content
   * @return the source
   */
  public static TextSource ofFile(Path file, String text) {
    return new TextSource(file.toUri(), file, text);
  }

  /**
   * Creates a source that is in no file.
   *
   * @param path its path below a source folder, with slashes
   * @param text its content
   * @return the source
   */
  public static TextSource generated(String path, String text) {
    return new TextSource(URI.create("generated:///" + path), Path.of(path), text);
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return text;
  }

  /**
   * Returns the name by which it is shown.
   *
   * @return a path
   */
  public Path shown() {
    return shown;
  }

  /**
   * Returns the content.
   *
   * @return the text
   */
  public String text() {
    return text;
  }
}
