// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be in a module: all that Java has, resources, and source levels; seen when it runs. */
class SourceFormsTest {

  private static final String TYPES =
      """
      package demo.hello;

      import java.util.ArrayList;
      import java.util.Comparator;
      import java.util.List;

      public final class Types {
        public sealed interface Shape permits Circle, Square, Odd {}

        record Circle(int radius) implements Shape {
          Circle {
            if (radius < 0) {
              throw new IllegalArgumentException("radius");
            }
          }
        }

        record Square(int side) implements Shape {}

        non-sealed interface Odd extends Shape {
          default String name() {
            return "odd";
          }
        }

        record Pair<A extends Comparable<A>, B>(A first, B second) {
          static <T extends Comparable<T>> Pair<T, T> twice(T one) {
            return new Pair<>(one, one);
          }
        }

        enum Size {
          SMALL {
            @Override
            String text() {
              return "s";
            }
          },
          LARGE;

          String text() {
            return "l";
          }
        }

        final class Inner {
          class Innermost {
            String text() {
              return "inner" + number;
            }
          }
        }

        private int number = 7;

        static String of(Shape shape) {
          if (shape instanceof Circle circle && circle.radius() > 0) {
            return "circle";
          }
          return shape instanceof Odd odd ? odd.name() : "square";
        }

        public static String says() {
          record Local(String text) {}
          interface Named {
            String name();
          }
          Named anonymous = new Named() {
            @Override
            public String name() {
              return "anonymous";
            }
          };
          List<String> all = new ArrayList<>();
          all.add(of(new Circle(1)));
          all.add(of(new Odd() {}));
          all.add(Pair.twice("x").toString());
          all.add(Size.SMALL.text() + Size.LARGE.text());
          all.add(new Types().new Inner().new Innermost().text());
          all.add(new Local("local").text());
          all.add(anonymous.name());
          all.add(switch (Size.valueOf("LARGE")) { case SMALL -> "no"; case LARGE -> \"""
              text\"""; });
          all.sort(Comparator.naturalOrder());
          return String.join(" ", all);
        }
      }

      /** One more class in the file. */
      class Second {}
      """;

  @TempDir Path root;
  private Sandbox sandbox;

  @BeforeEach
  void open() {
    sandbox = new Sandbox(root);
    sandbox.write("m/src/main/java/demo/hello/Hello.java", Sandbox.CONTROLLER);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Object said(Path plugin, String type) throws Exception {
    try (TestFramework framework = new TestFramework(root.resolve("framework"))) {
      return framework.call(plugin, type, "says");
    }
  }

  @Test
  void areTypesOfEveryKind() throws Exception {
    sandbox.write("m/src/main/java/demo/hello/Types.java", TYPES);
    Path plugin = sandbox.compiled("m").bundle();
    assertThat(Sandbox.entries(plugin))
        .contains("demo/hello/Second.class", "demo/hello/Types$Inner$Innermost.class");
    assertThat(said(plugin, "demo.hello.Types"))
        .isEqualTo("Pair[first=x, second=x] anonymous circle inner7 local odd sl text");
  }

  @Test
  void areAnnotatedPackagesAndResourcesInSeveralPlaces() throws Exception {
    sandbox.write(
        "m/src/main/java/demo/hello/package-info.java",
        "/** Says hello. */\n@Deprecated(since = \"ever\")\npackage demo.hello;\n");
    sandbox.write("m/src/main/java/demo/hello/beside.txt", "beside");
    sandbox.write("m/src/main/resources/demo/hello/apart.properties", "key=apart\n");
    sandbox.write("m/src/main/resources/top.txt", "top");
    sandbox.write("m/src/main/resources/only/resources/here.txt", "here");
    sandbox.write(
        "m/src/main/java/demo/hello/Reads.java",
        """
        package demo.hello;

        import java.io.IOException;
        import java.io.InputStream;
        import java.util.ResourceBundle;

        public final class Reads {
          private static String text(String name) throws IOException {
            try (InputStream in = Reads.class.getResourceAsStream(name)) {
              return new String(in.readAllBytes());
            }
          }

          public static String says() throws IOException {
            return String.join(" ", text("beside.txt"), text("/top.txt"),
                text("/only/resources/here.txt"),
                ResourceBundle.getBundle("demo.hello.apart").getString("key"),
                Reads.class.getPackage().getAnnotation(Deprecated.class).since());
          }
        }
        """);
    assertThat(said(sandbox.compiled("m").bundle(), "demo.hello.Reads"))
        .isEqualTo("beside top here apart ever");
  }

  static IntStream releases() {
    return IntStream.rangeClosed(CompileRequest.OLDEST_RELEASE, Runtime.version().feature());
  }

  @ParameterizedTest
  @MethodSource("releases")
  void areOfEachSourceLevelFrom17ToThatOfThisJava(int release) throws Exception {
    sandbox.write("m/bnd.bnd", "javac.release: " + release + "\n");
    Path plugin = sandbox.compiled("m").bundle();
    assertThat(level(plugin)).isEqualTo(release);
    assertThat(Sandbox.headers(plugin).getValue("Require-Capability"))
        .contains("(&(osgi.ee=JavaSE)(version=" + release + "))");
    try (TestFramework framework = new TestFramework(root.resolve("framework"))) {
      framework.install(plugin).start();
    }
    assertThat(level(sandbox.compiled(sandbox.request("m").withRelease(17)).bundle()))
        .isEqualTo(17);
  }

  private static int level(Path plugin) throws IOException {
    try (JarFile jar = new JarFile(plugin.toFile());
        DataInputStream in =
            new DataInputStream(jar.getInputStream(jar.getEntry("demo/hello/Hello.class")))) {
      in.readInt();
      in.readUnsignedShort();
      return in.readUnsignedShort() - 44;
    }
  }
}
