// SPDX-License-Identifier: Apache-2.0
package bus.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart of lines as SVG, with axes from zero (or from the smallest value below it) and a legend.
 *
 * @param title stands above
 * @param across names the horizontal axis
 * @param up names the vertical axis
 * @param lines at least one, each with at least one point
 */
public record LineChart(String title, String across, String up, List<Line> lines) {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 380;
  private static final int LEFT = 80;
  private static final int RIGHT = 20;
  private static final int TOP = 40;
  private static final int BOTTOM = 80;
  private static final List<String> COLORS =
      List.of("#0b6fb8", "#d1495b", "#2e8b57", "#8e5bb5", "#c77d0a", "#555555");

  /** A point. */
  public record Point(double x, double y) {}

  /** A line: its name in the legend, and its points from left to right. */
  public record Line(String name, List<Point> points) {

    /** Copies the points. */
    public Line {
      points = List.copyOf(points);
      if (points.isEmpty()) {
        throw new IllegalArgumentException("line " + name + " has no points");
      }
      if (points.stream().anyMatch(p -> !Double.isFinite(p.x()) || !Double.isFinite(p.y()))) {
        throw new IllegalArgumentException("line " + name + " has a point that is not finite");
      }
    }
  }

  /** Copies the lines. */
  public LineChart {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("chart " + title + " has no lines");
    }
  }

  /** Writes it; the folder of the file is made if need be. */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, svg());
  }

  /** Returns it as SVG. */
  public String svg() {
    Axis x = new Axis(all().stream().mapToDouble(Point::x).toArray(), LEFT, WIDTH - RIGHT);
    Axis y = new Axis(all().stream().mapToDouble(Point::y).toArray(), HEIGHT - BOTTOM, TOP);
    List<String> parts = new ArrayList<>();
    parts.add(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"12\">",
            WIDTH, HEIGHT));
    parts.add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
    parts.add(text(WIDTH / 2.0, 20, "middle", title));
    grid(parts, x, y);
    parts.add(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - BOTTOM + 36, "middle", across));
    parts.add(
        format(
            "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
            (TOP + HEIGHT - BOTTOM) / 2, escape(up)));
    lines(parts, x, y);
    parts.add("</svg>\n");
    return String.join("\n", parts);
  }

  private List<Point> all() {
    return lines.stream().flatMap(line -> line.points().stream()).toList();
  }

  private static void grid(List<String> parts, Axis x, Axis y) {
    int floor = HEIGHT - BOTTOM;
    for (double tick : y.ticks()) {
      parts.add(stroke(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick), "#dddddd"));
      parts.add(text(LEFT - 6, y.at(tick) + 4, "end", Numbers.show(tick)));
    }
    for (double tick : x.ticks()) {
      parts.add(stroke(x.at(tick), floor, x.at(tick), floor + 4, "#333333"));
      parts.add(text(x.at(tick), floor + 18, "middle", Numbers.show(tick)));
    }
    parts.add(stroke(LEFT, floor, WIDTH - RIGHT, floor, "#333333"));
    parts.add(stroke(LEFT, TOP, LEFT, floor, "#333333"));
  }

  private void lines(List<String> parts, Axis x, Axis y) {
    double legend = LEFT;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String color = COLORS.get(i % COLORS.size());
      StringBuilder points = new StringBuilder();
      line.points().forEach(p -> points.append(format("%.1f,%.1f ", x.at(p.x()), y.at(p.y()))));
      parts.add(
          format(
              "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>",
              color, points.toString().strip()));
      parts.add(stroke(legend, HEIGHT - 18, legend + 18, HEIGHT - 18, color));
      parts.add(text(legend + 24, HEIGHT - 14, "start", line.name()));
      legend += 44 + line.name().length() * 7;
    }
  }

  private static String stroke(double x1, double y1, double x2, double y2, String color) {
    return format(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
        x1, y1, x2, y2, color);
  }

  private static String text(double x, double y, String anchor, String words) {
    return format(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escape(words));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private static String escape(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
