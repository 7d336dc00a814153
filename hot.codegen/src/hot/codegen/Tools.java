// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import hot.codegen.host.JarShelf;
import hot.codegen.java.JavaTool;
import hot.codegen.module.BndWorkspaces;
import hot.codegen.module.MavenRepository;
import java.io.IOException;

/** What stays warm from one request to the next. Not thread-safe. */
record Tools(
    MavenRepository repository,
    BndWorkspaces workspaces,
    JarShelf jars,
    JavaTool java,
    LibraryFolder libraries,
    Sessions sessions)
    implements AutoCloseable {

  static Tools with(MavenRepository repository) {
    JavaTool java = new JavaTool();
    return new Tools(
        repository,
        new BndWorkspaces(),
        new JarShelf(),
        java,
        new LibraryFolder(),
        new Sessions(java));
  }

  @Override
  public void close() throws IOException {
    sessions.clear();
    workspaces.close();
    jars.close();
    java.close();
    libraries.close();
  }
}
