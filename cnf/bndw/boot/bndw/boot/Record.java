// SPDX-License-Identifier: Apache-2.0
package bndw.boot;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Which jars Maven resolved for a pom, remembered in a file so that Maven need not run again. */
record Record(Path pom, Path file) {

  private static final String SEPARATOR = "\n";

  /** Returns the jars; runs these goals of Maven if the file is missing or outdated. */
  List<Path> jars(Maven maven, String... goals) throws IOException, InterruptedException {
    if (isCurrent(maven)) {
      return read();
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.deleteIfExists(file.resolveSibling("pom-Maven.xml"));
    maven.resolve(pom, fresh, goals);
    String text = Files.readString(fresh).strip();
    Files.writeString(file, "repository=" + maven.repositoryOption() + SEPARATOR + text);
    Files.delete(fresh);
    return read();
  }

  /** Returns the local repository that holds the jars. */
  Path repository(List<Path> jars) {
    Path tail = Path.of("org", "osgi", "osgi.core");
    return jars.stream()
        .filter(jar -> jar.getParent().getParent().endsWith(tail))
        .map(jar -> jar.getParent().getParent().getParent().getParent().getParent())
        .findFirst()
        .orElseThrow(() -> new BootException(pom + " lists no org.osgi:osgi.core"));
  }

  private boolean isCurrent(Maven maven) throws IOException {
    if (!Files.exists(file)
        || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(pom)) < 0) {
      return false;
    }
    String option = maven.repositoryOption();
    boolean sameRepository = lines().get(0).equals("repository=" + option) || option.isEmpty();
    return sameRepository && read().stream().allMatch(Files::exists);
  }

  private List<Path> read() throws IOException {
    List<String> lines = lines();
    return lines.subList(1, lines.size()).stream().map(Path::of).toList();
  }

  private List<String> lines() throws IOException {
    return Arrays.stream(Files.readString(file).split("[" + SEPARATOR + File.pathSeparator + "]"))
        .toList();
  }
}
