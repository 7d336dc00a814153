// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What Hotbus runs from: {@code boot} holds the class path of the process, {@code bundles} what
 * goes into the framework.
 *
 * @param home the folder with both
 * @param boot the jars of the class path
 * @param bundles the jars for the framework
 */
public record Distribution(Path home, List<Path> boot, List<Path> bundles) {
  /** The system property that names the home; {@code ./hotbus} sets it. */
  public static final String HOME = "hotbus.home";

  /** What host and bundles share: it is loaded from the class path, and exported to the bundles. */
  private static final Set<String> SHARED =
      Set.of(
          "bus.api",
          "org.osgi.util.promise",
          "org.osgi.util.function",
          "slf4j.api",
          "org.jspecify.jspecify");

  /**
   * What the shell shares with the host, but plugins are not compiled against: the terminal finds
   * its parts by the class loader of the thread, which must be that of the class path.
   */
  private static final String TERMINAL = "org.jline";

  /**
   * What only a framework without this host needs as bundles: logging, the mediator it needs there,
   * and the plugin compiler, which here belongs to the command line.
   */
  private static final List<String> WITHOUT_HOST =
      List.of(
          "ch.qos.logback.",
          "org.apache.aries.spifly.",
          "org.objectweb.asm",
          "hot.codegen",
          "biz.aQute.",
          "org.osgi.service.repository");

  /** Copies the lists. */
  public Distribution {
    boot = List.copyOf(boot);
    bundles = List.copyOf(bundles);
  }

  /**
   * Reads a distribution.
   *
   * @throws DaemonException if it is not one
   */
  public static Distribution at(Path home) {
    return new Distribution(home, jars(home.resolve("boot")), jars(home.resolve("bundles")));
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException failed) {
      throw new DaemonException(
          "%s can not be read; -D%s must name a distribution, which holds boot and bundles"
              .formatted(folder, HOME),
          failed);
    }
  }

  /** Returns the jars of the class path whose packages the bundles use. */
  public List<Path> sharedJars() {
    List<Path> jars = new ArrayList<>(pluginJars());
    jars.add(bootJar(TERMINAL));
    return List.copyOf(jars);
  }

  private List<Path> pluginJars() {
    return boot.stream()
        .filter(file -> SHARED.contains(BundleFile.of(file).symbolicName()))
        .toList();
  }

  /** Returns the jars that plugins are compiled against: what they will find, and annotations. */
  public List<Path> compileJars() {
    List<Path> jars = new ArrayList<>(List.of(bootJar("org.apache.felix.framework")));
    jars.addAll(pluginJars());
    jars.add(bootJar("osgi.annotation"));
    return List.copyOf(jars);
  }

  /** Returns the jar of the class path with a symbolic name. */
  public Path bootJar(String symbolicName) {
    return boot.stream()
        .filter(file -> BundleFile.of(file).symbolicName().equals(symbolicName))
        .findFirst()
        .orElseThrow(
            () ->
                new DaemonException(
                    "%s has no %s; build or install Hotbus again"
                        .formatted(home.resolve("boot"), symbolicName)));
  }

  /** Returns the version of Hotbus. */
  public String version() {
    return version("bus.daemon");
  }

  /** Returns the version of the jar of the class path with a symbolic name. */
  public String version(String symbolicName) {
    return BundleFile.of(bootJar(symbolicName)).version();
  }

  /** Returns the jars to install: those whose code does not come from the class path already. */
  public List<Path> installable() {
    return bundles.stream().filter(file -> wanted(BundleFile.of(file).symbolicName())).toList();
  }

  private static boolean wanted(String symbolicName) {
    return !SHARED.contains(symbolicName)
        && !symbolicName.equals(TERMINAL)
        && WITHOUT_HOST.stream().noneMatch(symbolicName::startsWith);
  }
}
