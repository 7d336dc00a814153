// SPDX-License-Identifier: Apache-2.0
package bndw.boot;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts the build: takes the workspace's lock, has Maven fetch what is missing, compiles the build
 * driver if its sources changed and hands over to {@code bndw.Main} in the same JVM.
 */
public final class Boot {

  private static final String RESOLVE = "build-classpath";

  private Boot() {}

  /**
   * Runs one command.
   *
   * @param args the workspace's folder, then the command line of the user
   */
  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]).toRealPath();
    List<String> command = new ArrayList<>();
    List<String> mavenOptions = new ArrayList<>();
    for (String arg : List.of(args).subList(1, args.length)) {
      (arg.startsWith("-D") ? mavenOptions : command).add(arg);
    }
    try {
      System.exit(run(root, command, mavenOptions));
    } catch (BootException e) {
      System.err.println("bndw: " + e.getMessage());
      System.exit(1);
    }
  }

  private static int run(Path root, List<String> command, List<String> mavenOptions)
      throws Exception {
    Path cache = Files.createDirectories(root.resolve("cnf/cache"));
    try (FileChannel channel =
            FileChannel.open(
                cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel)) {
      Record record = new Record(root.resolve("cnf/pom.xml"), cache.resolve("build.path"));
      Maven maven = new Maven(cache, mavenOptions);
      List<Path> jars = record.jars(maven, RESOLVE, "copy");
      System.setProperty("maven.repo.local", record.repository(jars).toString());
      List<URL> path = new ArrayList<>();
      path.add(Driver.compile(root, jars).toUri().toURL());
      for (Path jar : Driver.path(jars)) {
        path.add(jar.toUri().toURL());
      }
      try (URLClassLoader loader =
          new URLClassLoader(path.toArray(URL[]::new), Boot.class.getClassLoader())) {
        Thread.currentThread().setContextClassLoader(loader);
        return hand(loader, root, jars, command, maven);
      }
    }
  }

  private static int hand(
      ClassLoader loader, Path root, List<Path> jars, List<String> command, Maven maven)
      throws Exception {
    Record tools =
        new Record(root.resolve("cnf/tools/pom.xml"), root.resolve("cnf/cache/tools.path"));
    ToolJars toolJars = () -> tools.jars(maven, RESOLVE);
    try {
      return (Integer)
          loader
              .loadClass("bndw.Main")
              .getMethod("run", Path.class, List.class, ToolJars.class, List.class)
              .invoke(null, root, jars, toolJars, command);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    FileLock lock = channel.tryLock();
    if (lock != null) {
      return lock;
    }
    System.err.println("bndw: waiting for another bndw in this workspace");
    return channel.lock();
  }
}
