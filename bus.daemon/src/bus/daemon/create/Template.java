// SPDX-License-Identifier: Apache-2.0
package bus.daemon.create;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files with places for words, {@code @like@ this}. A list with lines {@code path = template} says
 * what goes where.
 *
 * @param words what stands in the places
 */
record Template(Map<String, String> words) {
  private static final Pattern PLACE = Pattern.compile("@([a-z][A-Za-z0-9]*)@");

  /** Copies the words. */
  Template {
    words = Map.copyOf(words);
  }

  /**
   * Writes the files of a list.
   *
   * @param list the name of the list
   * @param folder where they go
   * @return what was written, in order of the list
   */
  List<Path> write(String list, Path folder) throws IOException {
    List<Path> written = new ArrayList<>();
    for (String line : read(list).lines().toList()) {
      String[] parts = line.split(" = ", 2);
      Path file = folder.resolve(fill(parts[0]));
      Files.createDirectories(file.getParent());
      written.add(Files.writeString(file, fill(read(parts[1]))));
    }
    return written;
  }

  private String fill(String text) {
    return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(word(place.group(1))));
  }

  private String word(String name) {
    String word = words.get(name);
    if (word == null) {
      throw new IllegalArgumentException("a template wants @" + name + "@, for which is no word");
    }
    return word;
  }

  private static String read(String name) throws IOException {
    try (InputStream in = Template.class.getResourceAsStream("templates/" + name)) {
      if (in == null) {
        throw new IOException(
            "the template " + name + " is missing; build or install Hotbus again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
