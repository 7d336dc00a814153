// SPDX-License-Identifier: Apache-2.0
package bus.itest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A page that says which tests show which rules: a table of counts, then a section for each group
 * of rules, headed by its number, with a table of rules, what they say, and what shows them.
 */
final class ContractPage {

  private static final Pattern HEADING = Pattern.compile("## (\\w+) .+");
  private static final Pattern RANGE =
      Pattern.compile("(W|\\d+\\.)(\\d+)(?:-(?:W|\\d+\\.)(\\d+))?");
  private static final Pattern CODE = Pattern.compile("`(\\w+)`");
  private static final Pattern NOT_PORTED =
      Pattern.compile("not ported: .+ \\(decision (\\d{3})\\)");

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private final Set<String> counts = new LinkedHashSet<>();
  private final Set<String> decisions = new LinkedHashSet<>();

  /** A test method. */
  record Named(String type, String method) {}

  /** What is said about a group of rules. */
  private static final class Section {
    final List<Integer> rules = new ArrayList<>();
    final Set<Named> tests = new LinkedHashSet<>();
  }

  ContractPage(String text) {
    String heading = "";
    for (String line : text.split("\n")) {
      Matcher matcher = HEADING.matcher(line);
      if (matcher.matches()) {
        heading = line.substring("## ".length());
        sections.put(heading, new Section());
      } else if (line.startsWith("|") && !line.startsWith("|---")) {
        String[] cells = line.substring(1).split("\\|");
        if (heading.isEmpty()) {
          counts.add(line);
        } else if (!cells[0].strip().equals("rule")) {
          read(heading, cells);
        }
      }
    }
    sections.forEach(this::checkNumbers);
    if (!counts.equals(expectedCounts())) {
      problems.add("the counts should be\n" + String.join("\n", expectedCounts()));
    }
  }

  private void read(String heading, String[] cells) {
    Section section = sections.getOrDefault(heading, new Section());
    if (cells.length != 3) {
      problems.add(heading + ": " + cells[0].strip() + ": not three cells");
      return;
    }
    String prefix = heading.startsWith("W ") ? "W" : heading.split(" ")[0] + ".";
    for (String each : cells[0].strip().split(", ")) {
      Matcher range = RANGE.matcher(each);
      if (!range.matches() || !range.group(1).equals(prefix)) {
        problems.add(heading + ": no rule of this section: " + each);
        return;
      }
      int from = Integer.parseInt(range.group(2));
      int to = range.group(3) == null ? from : Integer.parseInt(range.group(3));
      IntStream.rangeClosed(from, to).forEach(section.rules::add);
    }
    readShown(section, cells[0].strip(), cells[2].strip());
  }

  private void readShown(Section section, String rules, String shown) {
    Matcher notPorted = NOT_PORTED.matcher(shown);
    if (notPorted.matches()) {
      decisions.add(notPorted.group(1));
      return;
    }
    String type = "";
    boolean any = false;
    for (Matcher code = CODE.matcher(shown); code.find(); ) {
      if (Character.isUpperCase(code.group(1).charAt(0))) {
        type = code.group(1);
      } else {
        section.tests.add(new Named(type, code.group(1)));
        any = true;
      }
    }
    if (!any) {
      problems.add(rules + ": nothing shows it, found '" + shown + "'");
    }
  }

  private void checkNumbers(String heading, Section section) {
    Set<Integer> seen = new HashSet<>();
    section.rules.stream()
        .filter(rule -> !seen.add(rule))
        .forEach(rule -> problems.add(heading + ": rule " + rule + " is there twice"));
    IntStream.rangeClosed(1, seen.stream().mapToInt(Integer::intValue).max().orElse(1))
        .filter(rule -> !seen.contains(rule))
        .forEach(rule -> problems.add(heading + ": rule " + rule + " is missing"));
  }

  private Set<String> expectedCounts() {
    Set<String> lines = new LinkedHashSet<>(List.of("| section | rules | tests |"));
    sections.forEach(
        (heading, section) ->
            lines.add(
                "| %s | %d | %d |".formatted(heading, section.rules.size(), section.tests.size())));
    return lines;
  }

  /** Returns what is wrong with the page by itself. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Returns the tests that are named. */
  Set<Named> tests() {
    Set<Named> all = new LinkedHashSet<>();
    sections.values().forEach(section -> all.addAll(section.tests));
    return all;
  }

  /** Returns the numbers of the decisions that are named. */
  Set<String> decisions() {
    return Set.copyOf(decisions);
  }
}
