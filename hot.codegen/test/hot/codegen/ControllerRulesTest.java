// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import hot.codegen.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules for annotated controllers and their methods. */
class ControllerRulesTest {

  private static final String HEAD =
      """
      package demo;

      import bus.api.controller.*;
      import bus.api.directive.*;
      import java.util.Optional;
      import org.osgi.util.promise.Promise;

      """;

  @TempDir Path root;
  private Sandbox sandbox;

  @BeforeEach
  void open() {
    sandbox = new Sandbox(root);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  /** Compiles a file of this text, which begins on line 8, and expects one error. */
  private Problem error(String text) {
    sandbox.write("m/src/demo/File.java", HEAD + text);
    List<Problem> problems = sandbox.rejected("m");
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).file()).contains(root.resolve("m/src/demo/File.java"));
    return problems.get(0);
  }

  private void expect(String text, String place, String... parts) {
    Problem problem = error(text);
    assertThat(problem.line() + ":" + problem.column()).isEqualTo(place);
    assertThat(problem.message()).contains(parts);
  }

  private static String controller(String body) {
    return "@ControllerType(id = \"a\", version = \"1.0.0\")\n"
        + "class C implements Controller {\n"
        + "record D() implements Directive<String> {}\n"
        + body
        + "\n}\n";
  }

  @Test
  void refusesAnAbstractClass() {
    expect(
        "@ControllerType(id = \"a\", version = \"1.0.0\")\n"
            + "abstract class C implements Controller {}\n",
        "9:10",
        "the controller demo.C is abstract",
        "expected a class of which instances can be made");
  }

  @Test
  void refusesAnInnerClass() {
    expect(
        "class Outer {\n"
            + "  @ControllerType(id = \"a\", version = \"1.0.0\")\n"
            + "  class C implements Controller {}\n"
            + "}\n",
        "10:3",
        "demo.Outer.C is an inner class; make it static");
  }

  @Test
  void refusesAPrivateClass() {
    expect(
        "class Outer {\n"
            + "  @ControllerType(id = \"a\", version = \"1.0.0\")\n"
            + "  private static class C implements Controller {}\n"
            + "}\n",
        "10:18",
        "is private or inside a private class");
  }

  @Test
  void refusesAClassThatIsNoController() {
    expect(
        "@ControllerType(id = \"a\", version = \"1.0.0\")\nclass C {}\n",
        "9:1",
        "does not implement bus.api.controller.Controller");
  }

  @Test
  void refusesAPrivateConstructor() {
    expect(controller("private C() {}"), "11:9", "constructor of the controller demo.C is private");
  }

  @Test
  void refusesTwoConstructors() {
    expect(controller("C() {}\nC(ControllerContext c) {}"), "12:1", "has 2 constructors");
  }

  @Test
  void refusesAParameterThatIsNeitherConfigNorContext() {
    expect(
        controller("C(int port) {}"),
        "11:7",
        "the parameter port has the type int",
        "a config record and a bus.api.controller.ControllerContext, each at most once");
  }

  @Test
  void refusesTwoContexts() {
    expect(controller("C(ControllerContext a, ControllerContext b) {}"), "11:42", "a second");
  }

  @Test
  void refusesAPrivateConfig() {
    expect(
        controller("private record Config() {}\nC(Config config) {}"), "12:10", "which is private");
  }

  @Test
  void refusesAVersionThatIsNone() {
    expect(
        "@ControllerType(id = \"a\", version = \"latest\")\nclass C implements Controller {}\n",
        "8:37",
        "expected a version such as 1.0.0",
        "got \"latest\"");
  }

  @Test
  void refusesAnIdThatDoesNotFitAManifest() {
    expect(
        "@ControllerType(id = \"a b\", version = \"1.0.0\")\nclass C implements Controller {}\n",
        "8:22",
        "expected a config id",
        "got \"a b\"");
  }

  @Test
  void refusesTwoControllersOfOneId() {
    expect(
        "@ControllerType(id = \"a\", version = \"1.0.0\")\n"
            + "class C implements Controller {}\n"
            + "@ControllerType(id = \"a\", version = \"1.0.0\")\n"
            + "class B implements Controller {}\n",
        "8:22",
        "the config id a is that of demo.B too");
  }

  @Test
  void refusesToHideAClassByAFactory() {
    expect(
        "@ControllerType(id = \"a\", version = \"1.0.0\")\n"
            + "class C implements Controller {}\n"
            + "class CFactory {}\n",
        "9:1",
        "would be called demo.CFactory, and there is such a class");
  }

  @Test
  void refusesAResolvingMethodThatTakesNoDirective() {
    expect(
        controller("@Resolves String a(String text) { return text; }"),
        "11:27",
        "the resolving method a takes a java.lang.String, which is not a directive",
        "expected a directive D");
  }

  @Test
  void refusesAnyDirective() {
    expect(
        controller("@Resolves String a(Directive<String> any) { return null; }"),
        "11:38",
        "takes any directive; implement handlers() for that");
  }

  @Test
  void refusesAPrivateOrStaticResolvingMethod() {
    expect(controller("@Resolves private String a(D d) { return null; }"), "11:26", "is private");
    expect(controller("@Resolves static String a(D d) { return null; }"), "11:25", "is static");
  }

  @Test
  void refusesAValueOfAnotherType() {
    expect(
        controller("@Resolves int a(D d) { return 1; }"),
        "11:15",
        "returns int, but the values of its directive are java.lang.String");
    expect(
        controller("@Resolves Optional<Integer> a(D d) { return null; }"),
        "11:29",
        "returns java.util.Optional<java.lang.Integer>");
    expect(
        controller("@Resolves Promise<Integer> a(D d) { return null; }"),
        "11:28",
        "returns org.osgi.util.promise.Promise<java.lang.Integer>");
    expect(
        controller("@Resolves Resolver<CharSequence> a(D d) { return null; }"),
        "11:34",
        "returns bus.api.directive.Resolver<java.lang.CharSequence>");
  }

  @Test
  void refusesOtherShapes() {
    expect(controller("@Resolves void a(D d) {}"), "11:16", "returns nothing", "void m(D, Scope");
    expect(
        controller("@Resolves void a(D d, Scope s, Sink<Integer> i) {}"),
        "11:16",
        "does not take a Scope and then a Sink<java.lang.String>");
    expect(
        controller("@Resolves String a(D d, Scope s) { return null; }"),
        "11:18",
        "returns a value and has 2 parameters");
    expect(controller("@Resolves String a() { return null; }"), "11:18", "has no parameter");
  }

  @Test
  void refusesInlineWhereItMeansNothing() {
    expect(
        controller("@Resolves(inline = true) Promise<String> a(D d) { return null; }"),
        "11:20",
        "inline is only for methods that return a value or an Optional");
  }

  @Test
  void warnsOfAResolvingMethodThatNobodyOffers() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write(
        "m/src/demo/File.java",
        HEAD
            + "class C {\n"
            + "record D() implements Directive<String> {}\n"
            + "@Resolves String a(D d) { return null; }\n"
            + "}\n");
    List<Problem> warnings = sandbox.compiled("m").warnings();
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0).severity()).isEqualTo(Problem.Severity.WARNING);
    assertThat(warnings.get(0).text())
        .contains("File.java:10:18: warning: @Resolves has no effect here")
        .endsWith("\n" + " ".repeat(17) + "^");
  }

  @Test
  void offersInheritedMethodsOnce() {
    sandbox.write(
        "m/src/demo/Base.java",
        HEAD
            + "abstract class Base implements Controller {\n"
            + "record D() implements Directive<String> {}\n"
            + "record E() implements Directive<String> {}\n"
            + "@Resolves String d(D d) { return \"base\"; }\n"
            + "@Resolves String e(E e) { return \"\"; }\n"
            + "}\n");
    sandbox.write(
        "m/src/demo/C.java",
        HEAD
            + "@ControllerType(id = \"a\", version = \"1.0.0\")\nclass C extends Base {\n"
            + "@Override @Resolves String d(D d) { return \"c\"; }\n}\n");
    Generation result = sandbox.compiler.generate(sandbox.request("m"));
    assertThat(result).isInstanceOf(Generation.Generated.class);
    String factory = ((Generation.Generated) result).sources().get(1).text();
    assertThat(factory)
        .containsOnlyOnce("Handler.answering(Base.D.class, controller::d)")
        .containsOnlyOnce("Handler.answering(Base.E.class, controller::e)");
  }

  @Test
  void warnsOfAFactoryThatCanNotBeReached() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write(
        "m/src/demo/words/Written.java",
        Sandbox.edit(AllForms.FACTORY, text -> text.replace("public final class", "final class")));
    Compilation.Compiled plugin = sandbox.compiled("m");
    assertThat(plugin.factories()).hasSize(1);
    assertThat(sandbox.text(plugin.warnings()))
        .contains("the factory demo.words.Written is not registered: expected a public class");
  }
}
