// SPDX-License-Identifier: Apache-2.0
package bus.daemon.crash;

import bus.daemon.JarMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A plugin folder that is changed at random, and what must run of it. */
final class CrashFolder {
  private final Path folder;
  private final Path workshop;
  private final Random random;
  private final Map<String, String> expected = new TreeMap<>();
  private int last = 1;
  private int pair = 1;
  private int minor;
  private boolean pinned;
  private String soloInFile = "1.0.0";

  /** What happens to the folder. */
  enum Change {
    SOLO_GOOD,
    SOLO_FAILS,
    SOLO_GARBAGE,
    SOLO_REMOVED,
    SOLO_PINNED,
    PAIR_GOOD,
    PAIR_USER_FAILS,
    PAIR_PROVIDER_FAILS,
    PROVIDER_ALONE
  }

  /** A change of one file; without bytes it is deleted. */
  private record Write(String name, byte[] bytes) {}

  /** A folder with a first set in it. */
  CrashFolder(Path folder, Path workshop, Random random) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.workshop = Files.createDirectories(workshop);
    this.random = random;
    write(new Write("steady.jar", bytes(jar("steady", "1.0.0"))));
    write(new Write("solo.jar", bytes(jar("solo", "1.0.0"))));
    write(new Write("provider.jar", provider("1.0.0", false)));
    write(new Write("user.jar", user(1, false)));
    for (String name : List.of("steady", "solo", "provider", "user")) {
      expected.put(name, "1.0.0");
    }
  }

  /** Returns what must run now or after a restart: plugins with versions, in order. */
  String expected() {
    return String.join(
        " ", expected.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  /** Changes the folder at random; what is to be killed is told when the first file is about to. */
  Change change(CrashProcess process, Runnable begins) throws Exception {
    Change change = Change.values()[random.nextInt(Change.values().length)];
    if (pinned && change.ordinal() <= Change.SOLO_PINNED.ordinal()) {
      change = Change.SOLO_PINNED;
    } else if (!expected.containsKey("solo") && change == Change.SOLO_PINNED) {
      change = Change.SOLO_GOOD;
    }
    last++;
    if (change == Change.SOLO_PINNED && pinned) {
      process.ask("unpin solo");
      pinned = false;
      expected.put("solo", soloInFile);
      begins.run();
      return change;
    }
    if (change == Change.SOLO_PINNED) {
      process.ask("pin solo");
      pinned = true;
    }
    List<Write> writes = new ArrayList<>(writes(change));
    if (random.nextBoolean()) {
      Collections.reverse(writes);
    }
    begins.run();
    for (Write write : writes) {
      write(write);
    }
    return change;
  }

  private List<Write> writes(Change change) throws IOException {
    String version = last + ".0.0";
    switch (change) {
      case SOLO_GOOD -> {
        expected.put("solo", version);
        return solo(bytes(jar("solo", version)), version);
      }
      case SOLO_PINNED -> {
        return solo(bytes(jar("solo", version)), version);
      }
      case SOLO_FAILS -> {
        return solo(bytes(failing(jar("solo", version), true)), soloInFile);
      }
      case SOLO_GARBAGE -> {
        byte[] whole = bytes(jar("solo", version));
        return solo(Arrays.copyOf(whole, random.nextInt(whole.length)), soloInFile);
      }
      case SOLO_REMOVED -> {
        expected.remove("solo");
        return List.of(new Write("solo.jar", null));
      }
      case PROVIDER_ALONE -> {
        minor++;
        String next = pair + "." + minor + ".0";
        expected.put("provider", next);
        return List.of(new Write("provider.jar", provider(next, false)));
      }
      default -> {
        return both(change, version);
      }
    }
  }

  private List<Write> solo(byte[] bytes, String version) {
    soloInFile = version;
    return List.of(new Write("solo.jar", bytes));
  }

  private List<Write> both(Change change, String version) throws IOException {
    if (change == Change.PAIR_GOOD) {
      pair = last;
      minor = 0;
      expected.put("provider", version);
      expected.put("user", version);
    }
    return List.of(
        new Write("provider.jar", provider(version, change == Change.PAIR_PROVIDER_FAILS)),
        new Write("user.jar", user(last, change == Change.PAIR_USER_FAILS)));
  }

  private byte[] provider(String version, boolean fails) throws IOException {
    return bytes(
        failing(jar("provider", version), fails)
            .header("Export-Package", "pair.api;version=\"" + version + "\""));
  }

  private byte[] user(int major, boolean fails) throws IOException {
    return bytes(
        failing(jar("user", major + ".0.0"), fails)
            .header(
                "Import-Package",
                "org.osgi.framework, pair.api;version=\"[%d,%d)\"".formatted(major, major + 1)));
  }

  private static JarMaker failing(JarMaker jar, boolean fails) {
    return fails ? jar.header(ObedientActivator.FAILS, "yes") : jar;
  }

  private JarMaker jar(String name, String version) {
    return JarMaker.bundle(name)
        .activator(ObedientActivator.class)
        .header("Bundle-Version", version)
        .header(ObedientActivator.MILLIS, Integer.toString(random.nextInt(3) * 15));
  }

  private byte[] bytes(JarMaker jar) throws IOException {
    return Files.readAllBytes(jar.write(workshop.resolve("made.jar")));
  }

  private void write(Write write) throws IOException {
    if (write.bytes == null) {
      Files.deleteIfExists(folder.resolve(write.name));
      return;
    }
    Path made = Files.write(workshop.resolve(write.name), write.bytes);
    Files.move(made, folder.resolve(write.name), StandardCopyOption.ATOMIC_MOVE);
  }
}
