// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;

/** A host with bundles made for the test. */
@Timeout(60)
final class HotbusHostTest {
  @TempDir Path folder;

  private HostOptions options(Path... jars) throws Exception {
    Path slf4j = Path.of(Logger.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return new HostOptions(
        List.of(jars),
        List.of(slf4j),
        folder.resolve("state"),
        List.of(),
        Set.of("left.out"),
        Map.of(),
        Duration.ofSeconds(10));
  }

  private static Bundle bundle(HotbusHost host, String name) {
    return Arrays.stream(host.bundleContext().getBundles())
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no bundle " + name));
  }

  @Test
  void sharesThePackagesOfTheClassPathWithBundles() throws Exception {
    Path user =
        JarMaker.bundle("user")
            .header("Import-Package", "org.slf4j;version=\"[2.0,3)\"")
            .write(folder.resolve("user.jar"));
    Path old =
        JarMaker.bundle("old")
            .header("Import-Package", "org.slf4j;version=\"[1.7,2)\"")
            .write(folder.resolve("old.jar"));
    try (HotbusHost host = HotbusHost.start(options(user, old))) {
      for (String name : List.of("user", "old")) {
        assertThat(bundle(host, name).getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle(host, name).loadClass(Logger.class.getName())).isSameAs(Logger.class);
      }
    }
  }

  @Test
  void startsFragmentsWithTheirHostAndLeavesOutWhatItIsTold() throws Exception {
    Path main = JarMaker.bundle("main").write(folder.resolve("main.jar"));
    Path part =
        JarMaker.bundle("part").header("Fragment-Host", "main").write(folder.resolve("part.jar"));
    Path out = JarMaker.bundle("left.out").write(folder.resolve("out.jar"));
    try (HotbusHost host = HotbusHost.start(options(main, part, out))) {
      assertThat(bundle(host, "main").getState()).isEqualTo(Bundle.ACTIVE);
      assertThat(bundle(host, "part").getState()).isEqualTo(Bundle.RESOLVED);
      assertThat(host.bundleContext().getBundles())
          .extracting(Bundle::getSymbolicName)
          .doesNotContain("left.out");
    }
  }

  @Test
  void resolvesClassFilesOfThisJavaAndOfJava17() throws Exception {
    Path jar =
        JarMaker.bundle("seventeen")
            .header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"")
            .header("Import-Package", "javax.tools")
            .write(folder.resolve("a.jar"));
    try (HotbusHost host = HotbusHost.start(options(jar))) {
      assertThat(bundle(host, "seventeen").getState()).isEqualTo(Bundle.ACTIVE);
    }
  }

  @Test
  void allowsTwoBundlesOfOneNameAndVersion() throws Exception {
    Path first = JarMaker.bundle("twin").write(folder.resolve("1.jar"));
    Path second = JarMaker.bundle("twin").write(folder.resolve("2.jar"));
    try (HotbusHost host = HotbusHost.start(options(first, second))) {
      assertThat(host.bundleContext().getBundles())
          .extracting(Bundle::getSymbolicName)
          .filteredOn("twin"::equals)
          .hasSize(2);
    }
  }

  @Test
  void namesTheBundleAndWhatItMisses() throws Exception {
    Path jar =
        JarMaker.bundle("needy")
            .header("Import-Package", "no.where;version=\"[1.0,2)\"")
            .write(folder.resolve("needy-1.jar"));
    HostOptions options = options(jar);
    assertThatThrownBy(() -> HotbusHost.start(options))
        .isInstanceOf(DaemonException.class)
        .hasMessage(
            "bundle needy (needy-1.jar) can not be resolved: it needs package no.where in version"
                + " [1.0.0,2.0.0), which no bundle and no boot jar has");
  }

  @Test
  void namesTheBundleBehindAnotherThatMissesSomething() throws Exception {
    Path user =
        JarMaker.bundle("user").header("Import-Package", "shaky").write(folder.resolve("a.jar"));
    Path shaky =
        JarMaker.bundle("shaky")
            .header("Export-Package", "shaky")
            .header("Import-Package", "no.where")
            .write(folder.resolve("b.jar"));
    HostOptions options = options(user, shaky);
    assertThatThrownBy(() -> HotbusHost.start(options))
        .isInstanceOf(DaemonException.class)
        .hasMessage(
            "bundle user (a.jar) can not be resolved: shaky needs package no.where, which no bundle"
                + " and no boot jar has");
  }

  @Test
  void namesTheBundleThatDoesNotStartAndWhy() throws Exception {
    Path jar =
        JarMaker.bundle("failing").activator(FailingActivator.class).write(folder.resolve("f.jar"));
    HostOptions options = options(jar);
    assertThatThrownBy(() -> HotbusHost.start(options))
        .isInstanceOf(DaemonException.class)
        .hasMessage(
            "bundle failing (f.jar) can not be started: java.lang.IllegalStateException: the moon"
                + " is down");
  }

  @Test
  void namesAJarThatIsNone() throws Exception {
    Path jar = Files.writeString(folder.resolve("x.jar"), "junk");
    HostOptions options = options(jar);
    assertThatThrownBy(() -> HotbusHost.start(options))
        .isInstanceOf(DaemonException.class)
        .hasMessageStartingWith(jar + " is not a readable jar");
  }

  @Test
  void forgetsTheBundlesOfTheLastTime() throws Exception {
    Path jar = JarMaker.bundle("first").write(folder.resolve("first.jar"));
    HotbusHost.start(options(jar)).close();
    try (HotbusHost host = HotbusHost.start(options())) {
      assertThat(host.bundleContext().getBundles()).hasSize(1);
    }
  }

  @Test
  void waitsForAServiceOnlySoLong() throws Exception {
    try (HotbusHost host = HotbusHost.start(options())) {
      assertThatThrownBy(() -> host.service(Runnable.class, Duration.ofMillis(50)))
          .isInstanceOf(DaemonException.class)
          .hasMessageStartingWith("no service java.lang.Runnable within 50 ms");
      Runnable service = () -> {};
      host.bundleContext().registerService(Runnable.class, service, null);
      assertThat(host.service(Runnable.class, Duration.ofSeconds(5))).isSameAs(service);
    }
  }

  @Test
  void namesWhatDoesNotStopInTime() throws Exception {
    Path jar =
        JarMaker.bundle("hanging").activator(HangingActivator.class).write(folder.resolve("h.jar"));
    HostOptions options = options(jar);
    HotbusHost host =
        HotbusHost.start(
            new HostOptions(
                options.bundles(),
                options.sharedJars(),
                options.state(),
                List.of(),
                Set.of(),
                Map.of(),
                Duration.ofMillis(200)));
    Bundle bundle = bundle(host, "hanging");
    Runnable letGo = (Runnable) host.bundleContext().getService(bundle.getRegisteredServices()[0]);
    assertThat(host.stop()).containsExactly("bundle hanging");
    letGo.run();
  }

  @Test
  void tellsThatTheFrameworkStopsWhoeverStopsIt() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    HotbusHost host = HotbusHost.start(options());
    host.onStopping(told::countDown);
    host.bundleContext().getBundle(0).stop();
    assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(host.stop()).isEmpty();
    assertThat(host.stop()).isEmpty();
  }
}
