// SPDX-License-Identifier: Apache-2.0
package hot.deployer.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a manifest becomes the name of folders, locations and lines of a log. */
class ManifestReaderTest {

  private final Attributes headers = new Attributes();

  ManifestReaderTest() {
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "acme.plugin");
    headers.putValue("Bundle-Version", "1.2.3");
  }

  @Test
  void takesTheSymbolicNameForThePluginIdIfThereIsNoOther() {
    assertThat(ManifestReader.of(headers).id()).isEqualTo("acme.plugin");
    headers.putValue("Hotbus-Plugin-Id", "acme/plugin");
    assertThat(ManifestReader.of(headers).id()).isEqualTo("acme/plugin");
    assertThat(ManifestReader.of(headers).objections()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/../b", "/etc", "a b", "\u001b[2J", "a\u0007b", "-a"})
  void refusesANameThatIsNoPluginId(String name) {
    headers.putValue("Bundle-SymbolicName", name);
    assertThat(ManifestReader.of(headers).objections())
        .containsExactly(
            "has a Bundle-SymbolicName that is no plugin id: up to 200 letters, digits and . _ -"
                + " /");
    headers.putValue("Bundle-SymbolicName", "acme.plugin");
    headers.putValue("Hotbus-Plugin-Id", name);
    assertThat(ManifestReader.of(headers).objections())
        .containsExactly(
            "has a Hotbus-Plugin-Id that is no plugin id: up to 200 letters, digits and . _ - /");
  }

  @Test
  void refusesAGroupThatIsNoName() {
    headers.putValue("Hotbus-Group", "weather/2.0");
    assertThat(ManifestReader.of(headers).group()).isEqualTo("weather/2.0");
    headers.putValue("Hotbus-Group", "a, b");
    assertThat(ManifestReader.of(headers).objections())
        .containsExactly(
            "has a Hotbus-Group that is no name: up to 200 letters, digits and . _ - /");
  }

  @Test
  void readsVersionsOfPackagesAndRefusesThoseThatAreNone() {
    headers.putValue("Export-Package", "a;b;version=1.2;uses:=\"c,d\", c");
    headers.putValue("Import-Package", "e;version=\"[1,2)\", f;resolution:=optional");
    assertThat(ManifestReader.of(headers).exports())
        .extracting(each -> each.name() + " " + each.version())
        .containsExactly("a 1.2.0", "b 1.2.0", "c 0.0.0");
    assertThat(ManifestReader.of(headers).imports())
        .extracting(each -> each.text() + " " + each.optional())
        .containsExactly("e [1.0.0,2.0.0) false", "f true");

    headers.putValue("Export-Package", "a;version=x");
    headers.putValue("Import-Package", "e;version=\"[2,1\"");
    assertThat(ManifestReader.of(headers).objections())
        .containsExactly(
            "exports a with the version x, which is none",
            "imports e with the version range [2,1, which is none");
  }

  @Test
  void refusesNamesAndVersionsThatAreTooLong() {
    headers.putValue("Hotbus-Plugin-Version", "1".repeat(201));
    assertThat(ManifestReader.of(headers).objections())
        .containsExactly(
            "has a version that is none: up to 200 characters without control characters");
    headers.putValue("Bundle-SymbolicName", "a".repeat(201));
    assertThat(ManifestReader.of(headers).objections()).singleElement().asString().hasSize(85);
  }
}
