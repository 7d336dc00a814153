// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads the JUnit XML files of a run. */
final class Reports {

  /** How many tests went how, and which failed, one text each. */
  record Result(int passed, int failed, int skipped, List<String> failures) {

    static final Result NONE = new Result(0, 0, 0, List.of());

    static Result failure(String text) {
      return new Result(0, 1, 0, List.of(text));
    }

    int total() {
      return passed + failed + skipped;
    }

    Result plus(Result other) {
      List<String> all = new ArrayList<>(failures);
      all.addAll(other.failures);
      return new Result(passed + other.passed, failed + other.failed, skipped + other.skipped, all);
    }

    @Override
    public String toString() {
      return passed + " passed, " + failed + " failed, " + skipped + " skipped";
    }
  }

  private static final int MESSAGE = 600;

  private Reports() {}

  static Result read(Path folder) throws Exception {
    Result sum = Result.NONE;
    for (Path file : House.files(folder, ".xml")) {
      NodeList cases =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(file.toFile())
              .getElementsByTagName("testcase");
      for (int i = 0; i < cases.getLength(); i++) {
        sum = sum.plus(result((Element) cases.item(i)));
      }
    }
    return sum;
  }

  private static Result result(Element test) {
    for (String kind : List.of("failure", "error")) {
      NodeList found = test.getElementsByTagName(kind);
      if (found.getLength() > 0) {
        return Result.failure(failure(test, (Element) found.item(0)));
      }
    }
    boolean skipped = test.getElementsByTagName("skipped").getLength() > 0;
    return skipped ? new Result(0, 0, 1, List.of()) : new Result(1, 0, 0, List.of());
  }

  private static String failure(Element test, Element failure) {
    String type = test.getAttribute("classname");
    String trace = failure.getTextContent();
    String message = failure.getAttribute("message").strip();
    if (message.isEmpty()) {
      message = failure.getAttribute("type");
    }
    message = message.split("\\RThrowable that failed the check:")[0].strip();
    message = message.replaceAll("\\s*\\R\\s*", " | ");
    if (message.length() > MESSAGE) {
      message = message.substring(0, MESSAGE) + "...";
    }
    String name = type + "." + test.getAttribute("name").replaceAll("\\(\\)$", "");
    return name + place(type, trace) + ": " + message;
  }

  /** Returns where in the test's own class it failed. */
  private static String place(String type, String trace) {
    Matcher frame =
        Pattern.compile("at .*?" + Pattern.quote(type) + "[.$].*?\\((\\S+:\\d+)\\)").matcher(trace);
    return frame.find() ? " (" + frame.group(1) + ")" : "";
  }
}
