// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.plugin.Deployment.Change.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class VerifyTest {

  @TempDir Path directory;
  private Fixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = new Fixture(directory);
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Bundle-SymbolicName      |                          | is no OSGi bundle
          Bundle-ManifestVersion   | 1                        | is no OSGi bundle
          Bundle-SymbolicName      | p;singleton:=true        | is a singleton
          Bundle-SymbolicName      | org.apache.felix.framework | has the symbolic name org.apache.felix.framework of a bundle of the host
          Bundle-Version           | one                      | has the Bundle-Version one, which is no version
          Fragment-Host            | greeter                  | is a fragment
          Fragment-Host            | system.bundle;extension:=framework | is a framework extension
          Require-Bundle           | greeter                  | has Require-Bundle
          DynamicImport-Package    | *                        | has DynamicImport-Package
          Export-Package           | "p,bus.api.plugin;version=1" | exports packages that the host exports: bus.api.plugin
          """)
  void refusesWhatCanNotBeDeployedBesideOthers(String header, String value, String reason)
      throws Exception {
    PluginJar jar = PluginJar.plugin("p", "1.0.0").header(header, value == null ? "" : value);
    if (header.equals("Bundle-Version")) {
      jar.header("Hotbus-Plugin-Version", "");
    }
    if (header.equals("Export-Package")) {
      jar.header(header, "p, bus.api.plugin;version=\"1\"");
    }
    jar.into(fixture.folder, "p.jar");
    fixture.deploy();

    assertThat(fixture.awaitChange(Kind.REFUSED, 1).reason()).startsWith("p.jar " + reason);
    assertThat(fixture.rescan().changes()).isEmpty();
    assertThat(fixture.bundles()).isEmpty();
  }

  /** A builder that names its output by its hash deletes the old one a moment later. */
  @Test
  void doesNotTellOfASupersededFileThatGoesSoon() throws Exception {
    fixture.deploy(Fixture.NEVER, Duration.ofSeconds(10));
    Path old = PluginJar.talking("greeter", "1.0.0").padding(9, 1).into(fixture.folder, "a.jar");
    fixture.awaitChange(Kind.ADDED, 1);

    PluginJar.talking("greeter", "1.0.0").padding(9, 2).into(fixture.folder, "b.jar");
    fixture.awaitChange(Kind.REPLACED, 1);
    Files.delete(old);
    fixture.rescan();

    assertThat(fixture.changes()).hasSize(2);
    assertThat(fixture.changes(Kind.REFUSED)).isEmpty();
  }

  @Test
  void takesTheNewestOfTwoFilesOfOnePlugin() throws Exception {
    fixture.deploy();
    PluginJar.talking("greeter", "1.9.0").into(fixture.folder, "greeter-1.9.jar");
    fixture.awaitChange(Kind.ADDED, 1);

    PluginJar.talking("greeter", "1.10.0").into(fixture.folder, "greeter-1.10.jar");
    assertThat(fixture.awaitChange(Kind.REPLACED, 1).reason())
        .isEqualTo("greeter-1.10.jar takes the place of greeter-1.9.jar");
    assertThat(fixture.awaitChange(Kind.REFUSED, 1).reason())
        .isEqualTo(
            "greeter-1.9.jar is plugin greeter 1.9.0, and so is greeter-1.10.jar with version"
                + " 1.10.0, which is taken");

    Files.delete(fixture.folder.resolve("greeter-1.10.jar"));
    assertThat(fixture.awaitChange(Kind.REPLACED, 2).toVersion()).isEqualTo("1.9.0");
  }

  @Test
  void takesTheFileThatWasWrittenLastOfTwoWithOneVersion() throws Exception {
    fixture.deploy();
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter-b.jar");
    fixture.awaitChange(Kind.ADDED, 1);
    Path old = fixture.folder.resolve("greeter-b.jar");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(60)));

    PluginJar.talking("greeter", "1.0.0")
        .header("Comment", "another content")
        .into(fixture.folder, "greeter-a.jar");

    assertThat(fixture.awaitChange(Kind.REPLACED, 1).reason())
        .isEqualTo("greeter-a.jar takes the place of greeter-b.jar");
  }

  @Test
  void keepsTheOlderFileWhenTheNewerOneDoesNotStart() throws Exception {
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "a.jar");
    PluginJar.plugin("greeter", "2.0.0")
        .activator("greeter", "bad", "throw new IllegalStateException();", "")
        .into(fixture.folder, "b.jar");
    fixture.deploy();

    assertThat(fixture.awaitChange(Kind.ADDED, 1).toVersion()).isEqualTo("1.0.0");
    assertThat(fixture.changes(Kind.REFUSED)).extracting(c -> c.file()).contains("b.jar");
  }

  @Test
  void followsAFileThatIsRenamed() throws Exception {
    fixture.deploy();
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "a.jar");
    fixture.awaitChange(Kind.ADDED, 1);

    Files.move(fixture.folder.resolve("a.jar"), fixture.folder.resolve("b.jar"));
    fixture.rescan();
    fixture.rescan();

    assertThat(fixture.loaded("greeter").file()).endsWith("b.jar");
    assertThat(fixture.changes()).hasSize(1);
  }
}
