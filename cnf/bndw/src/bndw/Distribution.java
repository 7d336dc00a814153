// SPDX-License-Identifier: Apache-2.0
package bndw;

import aQute.bnd.build.Container;
import aQute.bnd.build.Run;
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
    List<String> order = boot.stream().map(jar -> jar.getFileName().toString()).toList();
    Folders.write(home.resolve("boot/boot.txt"), String.join("\n", order) + "\n");
    return true;
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
