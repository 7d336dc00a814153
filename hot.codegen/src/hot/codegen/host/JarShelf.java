// SPDX-License-Identifier: Apache-2.0
package hot.codegen.host;

import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Resource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;

/**
 * Jars that are kept open from one compilation to the next, each for as long as its file is the
 * same. Not thread-safe.
 */
public final class JarShelf implements AutoCloseable {

  private static final int OLDEST_RELEASE = 17;

  private final Map<Path, Kept> jars = new HashMap<>();

  /**
   * Opens a jar, or gives the one that is open. Closing it has no effect.
   *
   * @param file the jar
   * @return the open jar
   * @throws IOException if it can not be read
   */
  public Jar open(Path file) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    FileTime modified = Files.getLastModifiedTime(path);
    long size = Files.size(path);
    Kept kept = jars.get(path);
    if (kept != null && kept.size == size && kept.modified.equals(modified)) {
      return kept;
    }
    if (kept != null) {
      kept.closeForGood();
    }
    Kept opened = new Kept(path.toFile(), modified, size);
    jars.put(path, opened);
    return opened;
  }

  /** Closes all jars. */
  @Override
  public void close() {
    jars.values().forEach(Kept::closeForGood);
    jars.clear();
  }

  /** A jar that its users can not close. */
  private static final class Kept extends Jar {

    private final FileTime modified;
    private final long size;

    Kept(File file, FileTime modified, long size) throws IOException {
      super(file.getName(), file);
      this.modified = modified;
      this.size = size;
      takeVersioned();
    }

    /** Puts the classes of a multi-release jar in their places that any Java of a host takes. */
    private void takeVersioned() {
      for (int release = 9; multiRelease() && release <= OLDEST_RELEASE; release++) {
        String folder = "META-INF/versions/" + release + "/";
        for (String path : List.copyOf(getResources().keySet())) {
          Resource versioned = getResources().get(path);
          if (path.startsWith(folder) && versioned != null && !path.contains("module-info")) {
            putResource(path.substring(folder.length()), versioned, true);
          }
        }
      }
    }

    private boolean multiRelease() {
      try {
        Manifest manifest = getManifest();
        return manifest != null
            && "true".equalsIgnoreCase(manifest.getMainAttributes().getValue("Multi-Release"));
      } catch (Exception e) {
        // A jar without a readable manifest is an ordinary jar.
        return false;
      }
    }

    @Override
    public void close() {
      // Others use it too.
    }

    void closeForGood() {
      super.close();
    }
  }
}
