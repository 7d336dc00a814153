// SPDX-License-Identifier: Apache-2.0
package bndw.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the virtual threads of a bus, which the JVM shows in a dump of all threads only. */
final class VirtualThreads {

  private static final int FIRST = 21;
  private static final Pattern HEAD = Pattern.compile("#(\\d+) \"([^\"]*)\".*virtual.*");
  private static final String SOURCE = "bus.runtime.engine.Threads.";

  private VirtualThreads() {}

  static Set<HotbusThread> live() {
    Set<HotbusThread> found = new HashSet<>();
    if (Runtime.version().feature() < FIRST) {
      return found;
    }
    for (String block : dump().split("\\R\\s*\\R")) {
      Matcher head = HEAD.matcher(block.strip().lines().findFirst().orElse(""));
      if (head.matches() && block.contains(SOURCE)) {
        found.add(new HotbusThread(Long.parseLong(head.group(1)), head.group(2), place(block)));
      }
    }
    return found;
  }

  /** Returns the innermost frame that is not of the JDK. */
  private static String place(String block) {
    return block
        .lines()
        .skip(1)
        .map(String::strip)
        .map(line -> line.startsWith("at ") ? line.substring("at ".length()) : line)
        .filter(line -> !line.contains("java.base/") && !line.startsWith("- "))
        .map(line -> line.replaceAll("\\(.*", ""))
        .findFirst()
        .orElse("");
  }

  /** By reflection, since the dump came after Java 17, for which this is compiled. */
  private static String dump() {
    try {
      Path folder = Files.createTempDirectory("threads");
      Path file = folder.resolve("dump.txt");
      try {
        Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
        Class<?> formats = Class.forName(type.getName() + "$ThreadDumpFormat");
        Object bean =
            ManagementFactory.getPlatformMXBean(type.asSubclass(PlatformManagedObject.class));
        type.getMethod("dumpThreads", String.class, formats)
            .invoke(bean, file.toString(), formats.getField("TEXT_PLAIN").get(null));
        return Files.readString(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (ReflectiveOperationException absent) {
      throw new IllegalStateException("this JVM shows no virtual threads", absent);
    }
  }
}
