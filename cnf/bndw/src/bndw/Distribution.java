// SPDX-License-Identifier: Apache-2.0
package bndw;

import aQute.bnd.build.Container;
import aQute.bnd.build.Run;
import aQute.lib.strings.Strings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the daemon runs from: {@code boot} holds the flat class path of the process in the order of
 * boot.txt, {@code bundles} what goes into its framework.
 */
final class Distribution {

  /** The instruction of bnd.bnd that names the jars of the flat class path. */
  static final String BOOT = "-boot";

  /**
   * The instruction of bnd.bnd that names folders of sources to copy: {@code name=path}, with
   * commas.
   */
  private static final String FOLDERS = "-folders";

  private static final Set<String> NOT_SOURCES = Set.of("bin", "bin_test", "generated", "test");

  private final House house;
  private final Say say;
  private final Module module;

  Distribution(House house, Say say, Module module) {
    this.house = house;
    this.say = say;
    this.module = module;
  }

  /** Writes what changed; returns whether all parts were there. */
  boolean write() throws Exception {
    Path file = module.base().resolve("hotbus.bndrun");
    Run run = Run.createRun(module.project().getWorkspace(), file.toFile());
    Collection<Container> containers = run.getRunbundles();
    if (containers.isEmpty()) {
      say.line(module.name(), house.show(file) + " is not resolved yet: no distribution");
      return true;
    }
    Path home = module.generated().resolve("hotbus");
    List<Path> boot = module.jarsOf(BOOT);
    List<Path> bundles = module.files(containers, "-runbundles");
    List<Path> missing =
        Stream.concat(boot.stream(), bundles.stream()).filter(jar -> !Files.exists(jar)).toList();
    if (!missing.isEmpty()) {
      say.failure(
          module.name(), "no distribution, missing", missing.stream().map(house::show).toList());
      return false;
    }
    sync(boot, home.resolve("boot"));
    sync(bundles, home.resolve("bundles"));
    for (String folder : Strings.split(module.project().getProperty(FOLDERS, ""))) {
      String[] parts = folder.split("=", 2);
      mirror(module.base().resolve(parts[1]).normalize(), home.resolve(parts[0]));
    }
    List<String> order = boot.stream().map(jar -> jar.getFileName().toString()).toList();
    Folders.write(home.resolve("boot/boot.txt"), String.join("\n", order) + "\n");
    return true;
  }

  /** Copies the sources of modules, without what was built of them and their tests. */
  private static void mirror(Path from, Path to) throws IOException {
    Set<Path> wanted = new TreeSet<>();
    for (Path file : House.files(from, "")) {
      Path relative = from.relativize(file);
      String top = relative.getName(0).toString();
      if (!top.startsWith(".") && !NOT_SOURCES.contains(top)) {
        Path target = to.resolve(relative.toString());
        Files.createDirectories(target.getParent());
        Folders.copy(file, target);
        wanted.add(target);
      }
    }
    List<Path> extra = new ArrayList<>(House.files(to, ""));
    extra.removeAll(wanted);
    for (Path file : extra) {
      Files.delete(file);
    }
  }

  private static void sync(List<Path> jars, Path folder) throws IOException {
    Files.createDirectories(folder);
    Set<Path> wanted = new TreeSet<>();
    for (Path jar : jars) {
      Path target = folder.resolve(jar.getFileName());
      Folders.copy(jar, target);
      wanted.add(target);
    }
    List<Path> extra = new ArrayList<>(House.files(folder, ".jar"));
    extra.removeAll(wanted);
    for (Path jar : extra) {
      Files.delete(jar);
    }
  }
}
