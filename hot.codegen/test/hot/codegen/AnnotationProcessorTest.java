// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotation processors of dependencies, and those that a module names. */
class AnnotationProcessorTest {

  /** Writes a class, a resource and a service file for what is annotated. */
  private static final String PROCESSOR =
      """
      package proc;

      import java.io.IOException;
      import java.io.Writer;
      import java.util.Set;
      import javax.annotation.processing.*;
      import javax.lang.model.SourceVersion;
      import javax.lang.model.element.*;
      import javax.tools.Diagnostic;
      import javax.tools.StandardLocation;

      public class Maker extends AbstractProcessor {
        @Override
        public Set<String> getSupportedAnnotationTypes() {
          return Set.of("marks.Made", "marks.Bad");
        }

        @Override
        public Set<String> getSupportedOptions() {
          return Set.of("text");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
          return SourceVersion.latest();
        }

        @Override
        public boolean process(Set<? extends TypeElement> types, RoundEnvironment round) {
          for (TypeElement type : types) {
            for (Element found : round.getElementsAnnotatedWith(type)) {
              if (type.getSimpleName().contentEquals("Bad")) {
                processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "is bad", found);
              } else {
                make(found);
              }
            }
          }
          return false;
        }

        private void make(Element found) {
          String name = found.getSimpleName() + "Made";
          String text = processingEnv.getOptions().getOrDefault("text", Helper.text());
          if (text.equals("fail")) {
            throw new IllegalStateException("told to fail");
          }
          Filer filer = processingEnv.getFiler();
          try (Writer out = filer.createSourceFile("demo.hello." + name, found).openWriter()) {
            out.write("package demo.hello; public class " + name + " implements Runnable {"
                + " public void run() {} public static final String TEXT = \\"" + text + "\\"; }");
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          resource("made/list.txt", name);
          resource("META-INF/services/java.lang.Runnable", "demo.hello." + name);
        }

        private void resource(String path, String text) {
          try (Writer out = processingEnv.getFiler()
              .createResource(StandardLocation.CLASS_OUTPUT, "", path).openWriter()) {
            out.write(text + "\\n");
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        }
      }
      """;

  private static final String HELPER =
      "package proc;\npublic class Helper { public static String text() { return \"helped\"; } }\n";

  private static final Map<String, String> SERVICE =
      Map.of("META-INF/services/javax.annotation.processing.Processor", "proc.Maker\n");

  private static final String MARK =
      """
      package marks;

      import java.lang.annotation.*;

      @Retention(RetentionPolicy.SOURCE)
      public @interface %s {}
      """;

  private static final String USER =
      "package demo.hello;\n@marks.Made\nclass User { String text = UserMade.TEXT; }\n";

  @TempDir Path root;
  private Sandbox sandbox;

  @BeforeEach
  void open() {
    sandbox = new Sandbox(root);
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/src/demo/hello/User.java", USER);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static Map<String, String> both(Map<String, String> one, Map<String, String> two) {
    Map<String, String> all = new TreeMap<>(one);
    all.putAll(two);
    return all;
  }

  private static Map<String, String> marks() {
    return Map.of(
        "marks/Made.java", MARK.formatted("Made"), "marks/Bad.java", MARK.formatted("Bad"));
  }

  private static Map<String, String> processor() {
    return both(SERVICE, Map.of("proc/Maker.java", PROCESSOR, "proc/Helper.java", HELPER));
  }

  /** One jar with annotations and processor. */
  private void together() {
    sandbox.artifact("acme", "maker", "1", Map.of(), both(marks(), processor()));
  }

  /** The annotations, the processor, and what it needs to run, in a jar each. */
  private void apart() {
    sandbox.artifact("acme", "marks", "1", Map.of(), marks());
    Map<String, byte[]> compiled = new TreeMap<>(Javac.compile(sources(processor())));
    sandbox.jarOf(
        "repository/acme/helper/1/helper-1.jar",
        Map.of(),
        Map.of("proc/Helper.class", removed(compiled, "proc/Helper.class")));
    compiled.put(SERVICE.keySet().iterator().next(), "proc.Maker\n".getBytes());
    sandbox.jarOf("repository/acme/maker/1/maker-1.jar", Map.of(), compiled);
    sandbox.write(
        "repository/acme/maker/1/maker-1.pom",
        "<project><groupId>acme</groupId><artifactId>maker</artifactId><version>1</version>"
            + "<dependencies><dependency><groupId>acme</groupId><artifactId>helper</artifactId>"
            + "<version>1</version></dependency></dependencies></project>");
  }

  private static byte[] removed(Map<String, byte[]> from, String name) {
    byte[] content = from.remove(name);
    assertThat(content).isNotNull();
    return content;
  }

  private static Map<String, String> sources(Map<String, String> content) {
    Map<String, String> sources = new TreeMap<>(content);
    sources.keySet().removeIf(name -> !name.endsWith(".java"));
    return sources;
  }

  @Test
  void putsIntoThePluginWhatAProcessorOfADependencyMakes() {
    together();
    sandbox.write("m/bnd.bnd", "-dependencies: acme:maker:1\n");
    Path bundle = sandbox.compiled("m").bundle();
    assertThat(Sandbox.entries(bundle))
        .contains("demo/hello/UserMade.class", "made/list.txt")
        .doesNotContain("proc/Maker.class", "marks/Made.class");
    assertThat(Sandbox.entry(bundle, "made/list.txt")).isEqualTo("UserMade\n");
  }

  @Test
  void mergesServicesThatAProcessorFindsWithThoseOfSourcesAndLibraries() {
    together();
    sandbox.artifact(
        "acme",
        "other",
        "1",
        Map.of(),
        Map.of(
            "other/Other.java",
            "package other;\npublic class Other implements Runnable { public void run() {} }\n",
            "META-INF/services/java.lang.Runnable",
            "other.Other\n"));
    sandbox.write("m/src/META-INF/services/java.lang.Runnable", "demo.hello.Own\n");
    sandbox.write(
        "m/src/demo/hello/Own.java",
        "package demo.hello;\n" + "public class Own extends other.Other implements Runnable {}\n");
    String needs = "-dependencies: acme:maker:1, acme:other:1\n";
    for (String more : new String[] {"", "Private-Package: demo.hello, made\n"}) {
      sandbox.write("m/bnd.bnd", needs + more);
      Path bundle = sandbox.compiled("m").bundle();
      assertThat(Sandbox.entry(bundle, "META-INF/services/java.lang.Runnable").lines())
          .containsExactlyInAnyOrder("demo.hello.Own", "demo.hello.UserMade", "other.Other");
    }
  }

  @Test
  void runsAProcessorThatIsProvidedAsMavenDoes() {
    together();
    sandbox.write("m/src/main/java/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/src/main/java/demo/hello/User.java", USER);
    sandbox.write(
        "m/pom.xml", pom("", dependency("acme", "maker", "1", "<scope>provided</scope>")));
    Path bundle = sandbox.compiled("m").bundle();
    assertThat(Sandbox.entries(bundle)).contains("demo/hello/UserMade.class");
    assertThat(Sandbox.headers(bundle).getValue("Import-Package")).doesNotContain("marks");
  }

  @Test
  void runsAProcessorThatABndFileNamesWithWhatItNeedsAndIsTold() {
    apart();
    sandbox.write(
        "m/bnd.bnd",
        "-dependencies: acme:marks:1, acme:maker:1;scope=processor\n"
            + "-processoroptions: text=told\n");
    Path bundle = sandbox.compiled("m").bundle();
    assertThat(Sandbox.entries(bundle))
        .contains("demo/hello/UserMade.class")
        .noneMatch(name -> name.startsWith("proc/"));
    assertThat(made(bundle)).contains("told");
    sandbox.write("m/bnd.bnd", "-dependencies: acme:marks:1, acme:maker:1;scope=processor\n");
    assertThat(made(sandbox.compiled("m").bundle())).contains("helped");
  }

  private static String made(Path bundle) {
    return Sandbox.entry(bundle, "demo/hello/UserMade.class");
  }

  @Test
  void runsThePathOfProcessorsThatAMavenModuleNames() {
    apart();
    sandbox.write("m/src/main/java/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/src/main/java/demo/hello/User.java", USER);
    String path =
        "<annotationProcessorPaths><path><groupId>acme</groupId><artifactId>maker</artifactId>"
            + "<version>${maker}</version></path></annotationProcessorPaths>"
            + "<compilerArgs><arg>-Xlint</arg><arg>-Atext=by-maven-${maker}</arg></compilerArgs>";
    sandbox.write("m/pom.xml", pom(path, dependency("acme", "marks", "1", "")));
    Path bundle = sandbox.compiled("m").bundle();
    assertThat(Sandbox.entries(bundle)).noneMatch(name -> name.startsWith("proc/"));
    assertThat(made(bundle)).contains("by-maven-1");

    sandbox.write(
        "m/pom.xml", pom(path + "<proc>none</proc>", dependency("acme", "marks", "1", "")));
    assertThat(sandbox.rejectedText("m")).contains("cannot find symbol").contains("UserMade");
  }

  @Test
  void showsAnErrorOfAProcessorAtItsPlace() {
    together();
    sandbox.write("m/bnd.bnd", "-dependencies: acme:maker:1\n");
    sandbox.write("m/src/demo/hello/Bad.java", "package demo.hello;\n@marks.Bad\nclass Bad {}\n");
    assertThat(sandbox.rejectedText("m"))
        .startsWith("m/src/demo/hello/Bad.java:3:1: error: is bad")
        .endsWith("^");
  }

  @Test
  void saysThatAProcessorFailed() {
    together();
    sandbox.write("m/bnd.bnd", "-dependencies: acme:maker:1\n-processoroptions: text=fail\n");
    assertThat(sandbox.rejectedText("m"))
        .contains("an annotation processor failed: java.lang.IllegalStateException: told to fail");
  }

  @Test
  void saysWhichProcessorIsMissing() {
    apart();
    sandbox.write("m/bnd.bnd", "-dependencies: acme:marks:1, acme:gone:1;scope=processor\n");
    assertThat(sandbox.rejectedText("m"))
        .contains("m/bnd.bnd:1: error: the dependency acme:gone:1 is not in repository");
    sandbox.write(
        "m/bnd.bnd",
        "-dependencies: acme:marks:1, acme:maker:1;scope=processor\n-replace: acme:maker=.\n");
    assertThat(sandbox.rejectedText("m"))
        .contains(
            "m: error: replaces the annotation processor acme:maker but is a directory; expected a"
                + " jar (declared by m/bnd.bnd: -replace)");
  }

  @Test
  void compilesAgainWithAnotherProcessor() {
    apart();
    sandbox.write("m/bnd.bnd", "-dependencies: acme:marks:1, acme:maker:1;scope=processor\n");
    Compilation.Compiled first = sandbox.compiled("m");
    assertThat(made(first.bundle())).contains("helped");
    Path helper = root.resolve("repository/acme/helper/1/helper-1.jar");
    assertThat(first.inputs().concerns(helper)).isTrue();
    sandbox.jarOf(
        "repository/acme/helper/1/helper-1.jar",
        Map.of(),
        Javac.compile(Map.of("proc/Helper.java", HELPER.replace("helped", "otherwise"))));
    assertThat(made(sandbox.compiled("m").bundle())).contains("otherwise");
  }

  private static String dependency(String group, String artifact, String version, String more) {
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</dependency>"
        .formatted(group, artifact, version, more);
  }

  private static String pom(String compiler, String dependencies) {
    return "<project><groupId>demo</groupId><artifactId>m</artifactId><version>1.0</version>"
        + "<properties><maker>1</maker></properties><dependencies>"
        + dependencies
        + "</dependencies><build><plugins><plugin><artifactId>maven-compiler-plugin</artifactId>"
        + "<configuration>"
        + compiler
        + "</configuration></plugin></plugins></build></project>";
  }
}
