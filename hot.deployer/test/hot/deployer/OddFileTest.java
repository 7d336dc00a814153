// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What lies in a plugin folder besides files (issue 5, 1: defined and reported once). */
@Timeout(120)
class OddFileTest {

  @TempDir private Path directory;
  private Fixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = new Fixture(directory);
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  private String refusedOnce() throws Exception {
    Change refused = fixture.awaitChange(Kind.REFUSED, 1);
    assertThat(fixture.rescan().changes()).isEmpty();
    assertThat(fixture.rescan().changes()).isEmpty();
    return refused.reason();
  }

  @Test
  void tellsOnceOfADirectoryWithTheNameOfAJar() throws Exception {
    Files.createDirectory(fixture.folder.resolve("greeter.jar"));
    fixture.deploy();

    assertThat(refusedOnce())
        .isEqualTo("greeter.jar is a directory; a plugin is taken as a jar only, so pack it");
  }

  @Test
  void tellsOnceOfAnExplodedBundleAndIgnoresOtherFolders() throws Exception {
    Path exploded = Files.createDirectories(fixture.folder.resolve("greeter/META-INF"));
    Files.writeString(exploded.resolve("MANIFEST.MF"), "Bundle-SymbolicName: greeter\n");
    PluginJar.talking("other", "1.0.0")
        .into(Files.createDirectory(fixture.folder.resolve("below")), "other.jar");
    fixture.deploy();

    assertThat(refusedOnce()).startsWith("greeter is a directory");
    assertThat(fixture.bundles()).isEmpty();
  }

  @Test
  void keepsAPluginWhoseLinkLeadsNowhereUntilTheLinkIsDeleted() throws Exception {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Path target = PluginJar.talking("greeter", "1.0.0").into(elsewhere, "target.jar");
    Path link = Files.createSymbolicLink(fixture.folder.resolve("greeter.jar"), target);
    fixture.deploy();
    fixture.awaitChange(Kind.ADDED, 1);
    PluginJar.talking("greeter", "1.1.0").into(elsewhere, "target.jar");
    fixture.awaitChange(Kind.REPLACED, 1);

    Files.delete(target);

    assertThat(refusedOnce())
        .isEqualTo("greeter.jar is a link to " + target + ", which can not be reached");
    assertThat(fixture.loaded("greeter").version()).isEqualTo("1.1.0");
    Files.delete(link);
    fixture.awaitChange(Kind.REMOVED, 1);
  }

  @Test
  void tellsOnceOfALinkInACircle() throws Exception {
    Path link = fixture.folder.resolve("greeter.jar");
    Files.createSymbolicLink(link, link);
    fixture.deploy();

    assertThat(refusedOnce()).endsWith("greeter.jar, which can not be reached");
  }

  @Test
  void neverOpensASocket() throws Exception {
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(fixture.folder.resolve("s.jar")));
      fixture.deploy();

      assertThat(refusedOnce()).isEqualTo("s.jar is no regular file");
    }
  }

  @Test
  void takesAJarThatComesInThePlaceOfADirectory() throws Exception {
    Path odd = Files.createDirectory(fixture.folder.resolve("greeter.jar"));
    fixture.deploy();
    refusedOnce();

    Files.delete(odd);
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");

    fixture.awaitChange(Kind.ADDED, 1);
  }
}
