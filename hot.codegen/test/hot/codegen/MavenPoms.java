// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

/** Texts of Maven project files. */
final class MavenPoms {

  private MavenPoms() {}

  static String dependency(String name, String more) {
    String[] parts = name.split(":");
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId>%s%s</dependency>"
        .formatted(
            parts[0],
            parts[1],
            parts.length > 2 ? "<version>" + parts[2] + "</version>" : "",
            more);
  }

  static String pom(String artifact, String... content) {
    return "<project><groupId>demo</groupId><artifactId>%s</artifactId><version>1.0</version>%s</project>"
        .formatted(artifact, String.join("\n", content));
  }

  static String child(String artifact, String parent, String... content) {
    return ("<project><parent><groupId>demo</groupId><artifactId>%s</artifactId><version>1.0</version></parent>"
                + "<artifactId>%s</artifactId>%s</project>")
        .formatted(parent, artifact, String.join("\n", content));
  }

  static String list(String... dependencies) {
    return "<dependencies>" + String.join("\n", dependencies) + "</dependencies>";
  }

  static String managed(String... dependencies) {
    return "<dependencyManagement>" + list(dependencies) + "</dependencyManagement>";
  }

  static String properties(String... all) {
    return "<properties>" + String.join("", all) + "</properties>";
  }
}
