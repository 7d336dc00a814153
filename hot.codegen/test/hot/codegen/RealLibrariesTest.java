// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Libraries that everybody can have from Maven Central, from their sources or as jars, used by
 * plugins in a framework. What is not in the local repository is fetched.
 */
@Tag("slow")
@Timeout(300)
class RealLibrariesTest {

  private static final String MATH = "org.apache.commons:commons-math3:3.6.1";
  private static final String JSON = "jakarta.json:jakarta.json-api:2.1.3";
  private static final String PARSSON = "org.eclipse.parsson:parsson:1.1.7";
  private static final String SAMPLES = "org.openjdk.jmh:jmh-samples:1.37";
  private static final String JMH = "org.openjdk.jmh:jmh-%s:1.37";
  private static final String GET = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get";

  @TempDir Path root;
  private Sandbox sandbox;
  private PluginCompiler compiler;
  private TestFramework framework;

  @BeforeEach
  void start() throws Exception {
    sandbox = new Sandbox(root);
    compiler = new PluginCompiler();
    framework = new TestFramework(root.resolve("framework"));
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
  }

  @AfterEach
  void stop() throws Exception {
    framework.close();
    compiler.close();
    sandbox.close();
  }

  private Compilation.Compiled compiled(PluginCompiler by) {
    Compilation result = by.compile(sandbox.request("m"));
    assertThat(result)
        .withFailMessage(() -> String.valueOf(result))
        .isInstanceOf(Compilation.Compiled.class);
    return (Compilation.Compiled) result;
  }

  /** Makes a module of the sources of an artifact. */
  private void module(String directory, String artifact) throws Exception {
    Path home = Path.of(System.getProperty("user.home"), ".m2", "repository");
    Path repository = Path.of(System.getProperty("maven.repo.local", home.toString()));
    String[] name = artifact.split(":");
    Path jar =
        repository
            .resolve(name[0].replace('.', '/'))
            .resolve(name[1])
            .resolve(name[2])
            .resolve(name[1] + "-" + name[2] + "-sources.jar");
    if (!Files.isRegularFile(jar)) {
      Process maven =
          new ProcessBuilder(
                  "mvn",
                  "-B",
                  "-q",
                  "-Dmaven.repo.local=" + repository,
                  "-Dartifact=" + artifact + ":jar:sources",
                  GET)
              .inheritIO()
              .start();
      assertThat(maven.waitFor()).as("mvn " + artifact).isZero();
    }
    unpack(jar, root.resolve(directory));
  }

  /** What JMH has generated is among its sources. */
  private static void unpack(Path jar, Path into) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.isDirectory() && !entry.getName().contains("jmh_generated")) {
          Path file = into.resolve(entry.getName());
          Files.createDirectories(file.getParent());
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, file);
          }
        }
      }
    }
  }

  private void says(String imports, String code) {
    sandbox.write(
        "m/src/demo/hello/Says.java",
        "package demo.hello;\n"
            + imports
            + "\npublic final class Says {\n  public static Object says() throws Exception {\n"
            + code
            + "\n  }\n}\n");
  }

  private Object said(Compilation.Compiled plugin) throws Exception {
    return framework.call(plugin.bundle(), "demo.hello.Says", "says");
  }

  /** 990 sources in 75 packages, resources beside them and elsewhere, texts by locale. */
  @Test
  void compilesCommonsMathFromItsSources() throws Exception {
    module("math", MATH);
    sandbox.write(
        "m/bnd.bnd",
        "-dependencies: " + MATH + "\n-replace: org.apache.commons:commons-math3=../math\n");
    says(
        """
        import java.util.Locale;
        import org.apache.commons.math3.exception.util.LocalizedFormats;
        import org.apache.commons.math3.linear.*;
        import org.apache.commons.math3.random.SobolSequenceGenerator;
        """,
        """
            RealMatrix matrix = MatrixUtils.createRealMatrix(new double[][] {{2, 1}, {1, 3}});
            RealVector right = new ArrayRealVector(new double[] {5, 10});
            RealVector solved = new LUDecomposition(matrix).getSolver().solve(right);
            double[] sobol = new SobolSequenceGenerator(2).skipTo(1);
            String text = LocalizedFormats.CANNOT_DISCARD_NEGATIVE_NUMBER_OF_ELEMENTS
                .getLocalizedString(Locale.FRENCH);
            return Math.round(solved.getEntry(0)) + " " + Math.round(solved.getEntry(1))
                + " " + sobol[0] + " " + text;
        """);
    Compilation.Compiled first = compiled(compiler);
    assertThat(first.recompiled()).isGreaterThan(900);
    assertThat(said(first))
        .isEqualTo("1 3 0.5 impossible d''enlever un nombre d''éléments{0} négatif");

    Path source = root.resolve("math/org/apache/commons/math3/linear/LUDecomposition.java");
    Files.writeString(
        source,
        Sandbox.edit(
            Files.readString(source),
            text ->
                text.replace(
                    "final double[] bp = new double[m];",
                    "final double[] bp = new double[m + 0];")));
    Compilation.Compiled second = compiled(compiler);
    assertThat(second.recompiled()).isEqualTo(1);
    byte[] incremental = Files.readAllBytes(second.bundle());
    Files.delete(second.bundle());
    try (PluginCompiler another = new PluginCompiler()) {
      Compilation.Compiled clean = compiled(another);
      assertThat(clean.recompiled()).isEqualTo(first.recompiled());
      assertThat(clean.bundle()).hasBinaryContent(incremental);
    }
  }

  /** A provider of a service, and the API that looks for it, which can do without a package. */
  @Test
  void findsParssonByTheApiOfJson() throws Exception {
    module("json", JSON);
    module("parsson", PARSSON);
    sandbox.write(
        "m/bnd.bnd",
        "-dependencies: "
            + PARSSON
            + "\n-replace: org.eclipse.parsson:parsson=../parsson,"
            + " jakarta.json:jakarta.json-api=../json\n"
            + "Import-Package: org.glassfish.hk2.osgiresourcelocator;resolution:=optional, *\n");
    sandbox.write("parsson/bnd.bnd", "-dependencies: " + JSON + "\n");
    jsonIsReadAndWrongJsonExplained();
  }

  @Test
  void findsParssonAsAJarToo() throws Exception {
    sandbox.write("m/bnd.bnd", "-dependencies: " + JSON + ", " + PARSSON + "\n");
    jsonIsReadAndWrongJsonExplained();
  }

  private void jsonIsReadAndWrongJsonExplained() throws Exception {
    says(
        "import jakarta.json.*;\nimport java.io.StringReader;",
        """
            int size = Json.createReader(new StringReader("{\\"a\\": [1, 2, 3]}"))
                .readObject().getJsonArray("a").size();
            try {
              Json.createReader(new StringReader("[1, }")).readArray();
              return "no error";
            } catch (JsonException e) {
              return size + " " + e.getMessage();
            }
        """);
    Compilation.Compiled plugin = compiled(compiler);
    assertThat((String) said(plugin)).startsWith("3 Invalid token=CURLYCLOSE at (line no=1");
    assertThat(Sandbox.entries(plugin.bundle()))
        .contains("META-INF/services/jakarta.json.spi.JsonProvider")
        .anyMatch(name -> name.startsWith("META-INF/licenses/"));
  }

  /** One changes the classes while they are compiled, the other writes new ones. */
  @Test
  void letsLombokAndImmutablesWorkInOnePlugin() throws Exception {
    String immutables = "org.immutables:value%s:2.10.1%s";
    sandbox.write(
        "m/bnd.bnd",
        "-dependencies: org.projectlombok:lombok:1.18.42;scope=provided,"
            + " org.projectlombok:lombok:1.18.42;scope=processor, "
            + immutables.formatted("-annotations", ", ")
            + immutables.formatted("", ";scope=processor")
            + "\n");
    sandbox.write(
        "m/src/demo/hello/Point.java",
        "package demo.hello;\n@lombok.Value\npublic class Point { int x; int y; }\n");
    sandbox.write(
        "m/src/demo/hello/Line.java",
        "package demo.hello;\n@org.immutables.value.Value.Immutable\n"
            + "public interface Line { int length(); }\n");
    says(
        "",
        "    return new Point(1, 2).getY() + \" \" + new Point(1, 2) + \" \""
            + " + ImmutableLine.builder().length(3).build();");
    Compilation.Compiled plugin = compiled(compiler);
    assertThat(said(plugin)).isEqualTo("2 Point(x=1, y=2) Line{length=3}");
    assertThat(Sandbox.entries(plugin.bundle()))
        .noneMatch(name -> name.startsWith("lombok") || name.startsWith("org/"));
  }

  /** An annotation processor writes a class for each benchmark, and a list of them. */
  @Test
  void runsABenchmarkThatAProcessorHasPrepared() throws Exception {
    module("samples", SAMPLES);
    String needs = "-dependencies: " + JMH.formatted("core") + ", ";
    String processor = JMH.formatted("generator-annprocess") + ";scope=processor\n";
    sandbox.write("samples/bnd.bnd", needs + processor);
    sandbox.write(
        "m/bnd.bnd", needs + SAMPLES + "\n-replace: org.openjdk.jmh:jmh-samples=../samples\n");
    says(
        """
        import java.util.List;
        import org.openjdk.jmh.results.RunResult;
        import org.openjdk.jmh.runner.Runner;
        import org.openjdk.jmh.runner.options.*;
        """,
        """
            Thread.currentThread().setContextClassLoader(Says.class.getClassLoader());
            Options options = new OptionsBuilder().include("JMHSample_01_HelloWorld")
                .forks(0).warmupIterations(0).measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(50)).verbosity(VerboseMode.SILENT).build();
            return List.copyOf(new Runner(options).run()).get(0).getPrimaryResult().getScore() > 0;
        """);
    Compilation.Compiled plugin = compiled(compiler);
    assertThat(Sandbox.entry(plugin.bundle(), "META-INF/BenchmarkList").lines().toList())
        .as("benchmarks")
        .hasSizeGreaterThan(100);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try {
      assertThat(said(plugin)).isEqualTo(true);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
