// SPDX-License-Identifier: Apache-2.0
package hot.codegen.java;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads annotation processors. They see the JDK with its compiler, and nothing of this process: a
 * library of theirs may be here in another version.
 */
final class ProcessorLoader extends URLClassLoader {

  private static final ClassLoader COMPILER = ClassLoader.getSystemClassLoader();

  ProcessorLoader(List<Path> jars) {
    super(jars.stream().map(ProcessorLoader::url).toArray(URL[]::new), new Jdk());
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(new IOException("no file can be read by " + jar, e));
    }
  }

  /** Finds what is in the modules of the JDK, those of the class path's loader included. */
  private static final class Jdk extends ClassLoader {

    Jdk() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      Class<?> found = COMPILER.loadClass(name);
      if (!found.getModule().isNamed()) {
        throw new ClassNotFoundException(name);
      }
      return found;
    }
  }
}
