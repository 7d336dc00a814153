// SPDX-License-Identifier: Apache-2.0
package hot.codegen.java;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * The files of one run of the compiler: reads jars through a file manager that outlives it, keeps
 * what is written in memory, and shows classes of an earlier run as if they were on the class path.
 */
final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
    implements StandardJavaFileManager {

  private final Map<String, byte[]> known;
  private final Map<String, List<String>> knownByFolder = new HashMap<>();
  private final Map<String, byte[]> written = new TreeMap<>();
  private final Map<String, URI> origins = new HashMap<>();

  MemoryFiles(StandardJavaFileManager files, Map<String, byte[]> known) {
    super(files);
    this.known = known;
    for (String path : known.keySet()) {
      if (path.endsWith(Kind.CLASS.extension)) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        knownByFolder.computeIfAbsent(folder, key -> new ArrayList<>()).add(path);
      }
    }
  }

  /** Returns the source of each class that was written, as far as the compiler told. */
  Map<String, URI> origins() {
    return origins;
  }

  /** Returns what was written: classes, and resources of annotation processors. */
  Map<String, byte[]> written() {
    return written;
  }

  @Override
  public @Nullable ClassLoader getClassLoader(Location location) {
    return location == StandardLocation.ANNOTATION_PROCESSOR_PATH && hasLocation(location)
        ? new ProcessorLoader(toList(getLocationAsPaths(location)))
        : super.getClassLoader(location);
  }

  private static List<Path> toList(Iterable<? extends Path> paths) {
    List<Path> all = new ArrayList<>();
    paths.forEach(all::add);
    return all;
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<Kind> kinds, boolean recurse) throws IOException {
    if (location != StandardLocation.CLASS_PATH) {
      return super.list(location, packageName, kinds, recurse);
    }
    if (!kinds.contains(Kind.CLASS)) {
      // A source that happens to lie on the class path is not compiled.
      return List.of();
    }
    List<JavaFileObject> found = new ArrayList<>();
    String folder = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
    for (String path : knownIn(folder, recurse)) {
      found.add(new MemoryClass(path, Kind.CLASS, known));
    }
    super.list(location, packageName, EnumSet.of(Kind.CLASS), recurse).forEach(found::add);
    return found;
  }

  private List<String> knownIn(String folder, boolean recurse) {
    if (!recurse) {
      return knownByFolder.getOrDefault(folder, List.of());
    }
    return knownByFolder.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(folder))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    if (file instanceof MemoryClass inMemory) {
      String path = inMemory.path();
      return path.substring(0, path.lastIndexOf('.')).replace('/', '.');
    }
    return super.inferBinaryName(location, file);
  }

  @Override
  public boolean hasLocation(Location location) {
    return location != StandardLocation.SOURCE_PATH && super.hasLocation(location);
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, Kind kind, @Nullable FileObject sibling) {
    String path = className.replace('.', '/') + kind.extension;
    if (sibling != null) {
      origins.put(path, sibling.toUri());
    }
    return output(path, kind);
  }

  @Override
  public FileObject getFileForOutput(
      Location location, String packageName, String relativeName, FileObject sibling) {
    String folder = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
    return output(folder + relativeName, Kind.OTHER);
  }

  private JavaFileObject output(String path, Kind kind) {
    return new MemoryClass(path, kind, written);
  }

  @Override
  public boolean isSameFile(FileObject left, FileObject right) {
    return left.toUri().equals(right.toUri());
  }

  @Override
  public boolean contains(Location location, FileObject file) throws IOException {
    return !(file instanceof MemoryClass)
        && !(file instanceof TextSource)
        && super.contains(location, file);
  }

  @Override
  public void close() {
    // The file manager outlives this run.
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(
      Iterable<? extends File> files) {
    return fileManager.getJavaFileObjectsFromFiles(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
    return fileManager.getJavaFileObjects(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
    return fileManager.getJavaFileObjectsFromStrings(names);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
    return fileManager.getJavaFileObjects(names);
  }

  @Override
  public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
    fileManager.setLocation(location, files);
  }

  @Override
  public void setLocationFromPaths(Location location, Collection<? extends Path> paths)
      throws IOException {
    fileManager.setLocationFromPaths(location, paths);
  }

  @Override
  public Iterable<? extends File> getLocation(Location location) {
    return fileManager.getLocation(location);
  }

  @Override
  public Iterable<? extends Path> getLocationAsPaths(Location location) {
    return fileManager.getLocationAsPaths(location);
  }

  @Override
  public Path asPath(FileObject file) {
    return fileManager.asPath(file);
  }
}
