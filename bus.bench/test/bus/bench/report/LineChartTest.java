// SPDX-License-Identifier: Apache-2.0
package bus.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.bench.report.LineChart.Line;
import bus.bench.report.LineChart.Point;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Charts as SVG. */
class LineChartTest {

  @Test
  void drawsEachLineFromTheOriginToTheEndOfTheAxes() throws Exception {
    Line rising = new Line("rising", List.of(new Point(0, 0), new Point(600, 60)));
    Line flat = new Line("flat & low", List.of(new Point(0, 0), new Point(600, 0)));
    Document svg = parse(new LineChart("a < b", "swaps", "ms", List.of(rising, flat)).svg());

    assertThat(points(svg, 0)).isEqualTo("80.0,300.0 740.0,40.0");
    assertThat(points(svg, 1)).isEqualTo("80.0,300.0 740.0,300.0");
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("a < b", "swaps", "ms", "rising", "flat & low", "600");
  }

  @Test
  void drawsOnePointThatIsZero() throws Exception {
    Line one = new Line("one", List.of(new Point(0, 0)));
    Document svg = parse(new LineChart("t", "x", "y", List.of(one)).svg());
    assertThat(points(svg, 0)).isEqualTo("80.0,300.0");
  }

  @Test
  void refusesWhatCanNotBeDrawn() {
    assertThatThrownBy(() -> new LineChart("t", "x", "y", List.of()))
        .hasMessage("chart t has no lines");
    assertThatThrownBy(() -> new Line("l", List.of())).hasMessage("line l has no points");
    assertThatThrownBy(() -> new Line("l", List.of(new Point(0, Double.NaN))))
        .hasMessage("line l has a point that is not finite");
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static String points(Document svg, int index) {
    return ((Element) svg.getElementsByTagName("polyline").item(index)).getAttribute("points");
  }
}
