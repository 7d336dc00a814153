// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.plugin.Deployment.Change.Kind;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With {@code hotbus.signers} only what a trusted signer has signed, whole and as it is, runs. */
@Timeout(120)
class SignatureTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path keys;
  @TempDir Path directory;

  @BeforeAll
  static void makeKeys() throws Exception {
    for (String who : new String[] {"friend", "stranger"}) {
      tool(
          "keytool",
          ("-genkeypair -alias %s -keyalg EC -dname CN=%s -validity 365 -storepass changeit"
                  + " -keystore %s")
              .formatted(who, who, keys.resolve(who + ".p12")));
    }
    KeyStore friend = KeyStore.getInstance(keys.resolve("friend.p12").toFile(), PASSWORD);
    Certificate certificate = friend.getCertificate("friend");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("friend", certificate);
    try (OutputStream out = Files.newOutputStream(keys.resolve("trusted.p12"))) {
      trusted.store(out, PASSWORD);
    }
    Files.writeString(keys.resolve("password"), "changeit\n");
  }

  private static void tool(String name, String arguments) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", name);
    java.util.List<String> command = new java.util.ArrayList<>();
    command.add(tool.toString());
    command.addAll(java.util.List.of(arguments.split(" ")));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(keys.resolve(name + ".log").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(keys.resolve(name + ".log"))).isZero();
  }

  private static Path signed(String who) throws Exception {
    Path jar = keys.resolve(who + ".jar");
    Files.write(jar, PluginJar.talking("greeter", "1.0.0").entry("a.txt", "a").bytes());
    tool(
        "jarsigner",
        "-keystore %s -storepass changeit %s %s".formatted(keys.resolve(who + ".p12"), jar, who));
    return jar;
  }

  /** Copies a jar with an entry changed, added, or (with null) taken out. */
  private static byte[] with(Path jar, String name, byte[] data) throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(jar);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    if (data == null) {
      entries.remove(name);
    } else {
      entries.put(name, data);
    }
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private Fixture guarded() throws Exception {
    return new Fixture(
        directory,
        Map.of(
            SignaturePolicy.SIGNERS, keys.resolve("trusted.p12").toString(),
            SignaturePolicy.PASSWORD, keys.resolve("password").toString()));
  }

  @Test
  void takesWhatATrustedSignerHasSigned() throws Exception {
    try (Fixture fixture = guarded()) {
      fixture.deploy();
      PluginJar.put(Files.readAllBytes(signed("friend")), fixture.folder, "greeter.jar");
      fixture.awaitChange(Kind.ADDED, 1);
    }
  }

  @Test
  void refusesEverythingElseWithTheReasonAndKeepsWhatRuns() throws Exception {
    byte[] unsigned = PluginJar.talking("greeter", "1.0.1").bytes();
    byte[] stranger = Files.readAllBytes(signed("stranger"));
    Path good = signed("friend");
    byte[][] bad = {
      unsigned,
      stranger,
      with(good, "a.txt", new byte[] {'b'}),
      with(good, "more.txt", new byte[] {'b'}),
      with(good, "a.txt", null)
    };
    String[] reasons = {
      "greeter.jar is not signed, and only signed plugins are taken",
      "greeter.jar is signed by CN=stranger, whom the key store does not trust",
      "greeter.jar was altered after it was signed: SHA-256 digest error for a.txt",
      "greeter.jar is signed in part only: its entry more.txt is not",
      "greeter.jar was altered after it was signed: its entry a.txt is missing"
    };
    try (Fixture fixture = guarded()) {
      fixture.deploy();
      PluginJar.put(Files.readAllBytes(good), fixture.folder, "greeter.jar");
      fixture.awaitChange(Kind.ADDED, 1);
      for (int i = 0; i < bad.length; i++) {
        PluginJar.put(bad[i], fixture.folder, "greeter.jar");
        assertThat(fixture.awaitChange(Kind.REFUSED, i + 1).reason()).startsWith(reasons[i]);
        fixture.assertOnlyActive("hotbus:greeter/1");
      }
    }
  }

  @Test
  void namesAKeyStoreThatCanNotBeRead() throws Exception {
    try (Fixture fixture = new Fixture(directory, Map.of(SignaturePolicy.SIGNERS, "/no/store"))) {
      assertThatThrownBy(fixture::deploy)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("key store /no/store of the signers can not be read: ");
    }
  }
}
