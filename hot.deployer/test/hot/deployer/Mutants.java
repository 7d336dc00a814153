// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Makes bad bundles at random. */
final class Mutants {

  /** A plugin with a service, whose file is overwritten with mutants that keep its name. */
  static final String VICTIM = "victim";

  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final int STUBBORN = 10;

  private static final List<String> HEADERS =
      List.of(
          "Bundle-SymbolicName",
          "Bundle-Version",
          "Bundle-ManifestVersion",
          "Bundle-Activator",
          "Bundle-ClassPath",
          "Bundle-NativeCode",
          "Bundle-RequiredExecutionEnvironment",
          "Bundle-ActivationPolicy",
          "Import-Package",
          "Export-Package",
          "Require-Capability",
          "Provide-Capability",
          "Require-Bundle",
          "DynamicImport-Package",
          "Fragment-Host",
          "Hotbus-Plugin-Id",
          "Hotbus-Plugin-Version",
          "Hotbus-Build-Hash");

  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          ";",
          ",,,",
          "=",
          ";;==\"",
          "\"",
          "extra;version=\"[1,",
          "extra;version=\"(2,1)\"",
          "extra;extra;version=1;version=2;x:=y;x:=z",
          "..",
          "../../extra",
          "java.lang",
          "org.osgi.framework",
          "extra;filter:=\"(((\"",
          "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"",
          "extra;effective:=never;cardinality:=many;resolution:=optional",
          "1.2.3.4.5",
          "99999999999999999999.0.0",
          "-1",
          "no.such.Activator",
          "extra/extra",
          "\u0000\u0007",
          "\ud83d\ude80\u00e4",
          "a".repeat(70_000));

  /** A bad file: what is wrong, its name, its bytes. */
  record Mutant(String kind, String file, byte[] bytes) {}

  private final Random random;
  private final byte[] victim;
  private final byte[] extra;
  private final List<Mutant> activators = new ArrayList<>();
  private final List<Mutant> stubborn = new ArrayList<>();
  private int made;
  private int stubbornMade;

  Mutants(Random random) {
    this.random = random;
    this.victim = victim().padding(3_000, 1).bytes();
    this.extra = PluginJar.talking("extra", "1.0.0").padding(3_000, 2).bytes();
    BadActivators.START.forEach((kind, start) -> activators.add(activator(kind, start)));
    BadActivators.STUBBORN.forEach((kind, start) -> stubborn.add(activator(kind, start)));
    activators.add(
        new Mutant(
            "stop throws",
            "extra.jar",
            PluginJar.plugin("extra", "1.0.0")
                .activator("extra", "extra", "", "throw new IllegalStateException(\"stop\");")
                .bytes()));
  }

  /** The good version of the victim: offers a service for as long as it is started. */
  static PluginJar victim() {
    return PluginJar.plugin(VICTIM, "1.0.0")
        .activator(
            VICTIM,
            VICTIM,
            """
            context.registerService(
                java.util.function.Supplier.class,
                (java.util.function.Supplier<String>) () -> "victim",
                new java.util.Hashtable<>(java.util.Map.of("plugin", "victim")));
            """,
            "");
  }

  /** Those that end well replace nothing: they are offered as a plugin of their own. */
  private static Mutant activator(String kind, String start) {
    return new Mutant(
        kind,
        "extra.jar",
        PluginJar.plugin("extra", "1.0.0").activator("extra", "extra", start, "").bytes());
  }

  Mutant next() {
    made++;
    int dice = random.nextInt(100);
    if (dice < 12) {
      return raw("truncated", Arrays.copyOf(victim, random.nextInt(victim.length)));
    } else if (dice < 30) {
      return raw("bits flipped", flipped(victim, 1 + random.nextInt(8)));
    } else if (dice < 36) {
      return raw("zeroed", zeroed());
    } else if (dice < 42) {
      return raw("noise around", surrounded());
    } else if (dice < 55) {
      return changed("class damaged", ".class", bytes -> flipped(bytes, 1 + random.nextInt(20)));
    } else if (dice < 62) {
      return changed("class version", ".class", this::otherVersion);
    } else if (dice < 70) {
      return changed("manifest damaged", MANIFEST, bytes -> flipped(bytes, 1 + random.nextInt(9)));
    } else if (dice < 85) {
      return header();
    }
    return behaviour();
  }

  private Mutant behaviour() {
    boolean last = random.nextInt(40) == 0 && stubbornMade < STUBBORN;
    stubbornMade += last ? 1 : 0;
    List<Mutant> choice = last ? stubborn : activators;
    Mutant chosen = choice.get(random.nextInt(choice.size()));
    String number = Integer.toString(made);
    byte[] bytes =
        rezipped(
            chosen.bytes,
            entries -> entries.put("mutant", number.getBytes(StandardCharsets.UTF_8)));
    // One that fails may stand for the victim, whose service stays then.
    return new Mutant("activator " + chosen.kind, chosen.file, bytes);
  }

  private static Mutant raw(String kind, byte[] bytes) {
    return new Mutant(kind, "victim.jar", bytes);
  }

  private byte[] flipped(byte[] bytes, int bits) {
    byte[] flipped = bytes.clone();
    for (int i = 0; i < bits && flipped.length > 0; i++) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] zeroed() {
    byte[] zeroed = victim.clone();
    int from = random.nextInt(zeroed.length);
    Arrays.fill(zeroed, from, from + random.nextInt(zeroed.length - from), (byte) 0);
    return zeroed;
  }

  private byte[] surrounded() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] noise = new byte[1 + random.nextInt(500)];
    random.nextBytes(noise);
    boolean before = random.nextBoolean();
    out.writeBytes(before ? noise : victim);
    out.writeBytes(before ? victim : noise);
    return out.toByteArray();
  }

  private byte[] otherVersion(byte[] bytes) {
    byte[] other = bytes.clone();
    other[6] = (byte) random.nextInt(2);
    other[7] = (byte) random.nextInt(256);
    return other;
  }

  private Mutant header() {
    String name = HEADERS.get(random.nextInt(HEADERS.size()));
    String value = VALUES.get(random.nextInt(VALUES.size()));
    String text =
        "Manifest-Version: 1.0\r\nBundle-ManifestVersion: 2\r\nBundle-SymbolicName: extra\r\n"
            + "Bundle-Activator: extra.Activator\r\n"
            + "Import-Package: org.osgi.framework,hot.deployer.host\r\n";
    String without = text.replaceAll(name + ":[^\r]*\r\n", "");
    String line = (name + ": " + value).replaceAll("(.{60})", "$1\r\n ");
    byte[] manifest = (without + line + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    return changed("header " + name, MANIFEST, bytes -> manifest);
  }

  private Mutant changed(String kind, String suffix, Change change) {
    byte[] bytes =
        rezipped(
            extra,
            entries -> {
              entries.replaceAll((name, data) -> name.endsWith(suffix) ? change.of(data) : data);
              entries.put("mutant", Integer.toString(made).getBytes(StandardCharsets.UTF_8));
            });
    return new Mutant(kind, "extra.jar", bytes);
  }

  /** What becomes of an entry. */
  private interface Change {
    byte[] of(byte[] bytes);
  }

  /** What becomes of the entries. */
  private interface Edit {
    void of(Map<String, byte[]> entries);
  }

  private static byte[] rezipped(byte[] jar, Edit edit) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
      edit.of(entries);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }
}
