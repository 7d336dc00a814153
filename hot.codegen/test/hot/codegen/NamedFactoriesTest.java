// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import hot.codegen.analysis.FactoryDeclaration;
import hot.codegen.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Factories that are named: {@code -factories} in a {@code bnd.bnd}, and in the request. */
class NamedFactoriesTest {

  private static final String FACTORY = "m/src/demo/words/Written.java";

  @TempDir Path root;
  private Sandbox sandbox;

  @BeforeEach
  void open() {
    sandbox = new Sandbox(root);
    sandbox.write("m/src/demo/words/Words.java", AllForms.CONTROLLER);
    sandbox.write(FACTORY, AllForms.FACTORY);
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    for (int i = 0; i < 6; i++) {
      String text = "package demo.hello;\n\nclass Other" + i + " {}\n";
      sandbox.write("m/src/demo/hello/Other" + i + ".java", text);
    }
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private void names(String factories) {
    sandbox.write("m/bnd.bnd", "Bundle-Version: 1.0.0\n-factories: \\\n  " + factories + "\n");
  }

  private static List<String> types(Compilation.Compiled compiled) {
    return compiled.factories().stream()
        .map(FactoryDeclaration::type)
        .map(Object::toString)
        .toList();
  }

  private List<String> compiled() {
    return types(sandbox.compiled("m"));
  }

  @Test
  void registersAllThatAreFoundIfNoneIsNamed() {
    assertThat(compiled())
        .containsExactly(
            "demo.hello.HelloFactory", "demo.words.WordsFactory", "demo.words.Written");
  }

  @Test
  void registersOnlyThoseThatAreNamed() {
    names("demo.words.Written, demo.hello.Hello");
    Compilation.Compiled compiled = sandbox.compiled("m");
    assertThat(types(compiled)).containsExactly("demo.hello.HelloFactory", "demo.words.Written");
    assertThat(Sandbox.entries(compiled.bundle()))
        .contains("demo/words/Words.class")
        .doesNotContain("demo/words/WordsFactory.class");
    names("demo.words.WordsFactory");
    assertThat(compiled()).containsExactly("demo.words.WordsFactory");
    names("");
    assertThat(compiled()).hasSize(3);
  }

  @Test
  void takesTheNamesOfTheRequestInsteadOfThoseOfTheModule() {
    names("demo.words.Written");
    CompileRequest request = sandbox.request("m").withFactories(List.of("demo.hello.Hello"));
    assertThat(types(sandbox.compiled(request))).containsExactly("demo.hello.HelloFactory");
    assertThat(compiled()).containsExactly("demo.words.Written");
  }

  @Test
  void registersANamedFactoryOfAModuleThatIsOnlyDependedOn() {
    sandbox.write(
        "user/bnd.bnd",
        "-dependencies: demo:m:1\n-replace: demo:m=../m\n-factories: demo.words.Written\n");
    sandbox.write(
        "user/src/user/User.java", "package user;\nclass User extends demo.words.Pub {}\n");
    sandbox.write("m/src/demo/words/Pub.java", "package demo.words;\npublic class Pub {}\n");
    assertThat(types(sandbox.compiled("user"))).containsExactly("demo.words.Written");
  }

  @Test
  void refusesAMissingClassAtTheLineThatNamesIt() {
    names("demo.words.Written, demo.words.Wirtten");
    assertThat(sandbox.rejectedText("m"))
        .isEqualTo(
            "m/bnd.bnd:3: error: no source of the plugin has the class demo.words.Wirtten, which"
                + " was named to be registered as a factory");
    names("demo.words.Written, demo words");
    assertThat(sandbox.rejectedText("m"))
        .isEqualTo(
            "m/bnd.bnd:3: error: -factories: expected the full name of a class, got demo words");
    names("");
    CompileRequest request = sandbox.request("m").withFactories(List.of("demo.No"));
    assertThat(sandbox.text(sandbox.rejected(request)))
        .startsWith("error: no source of the plugin has the class demo.No");
  }

  @Test
  void refusesAClassThatCanNotBeMadeAtItsPlace() {
    names("demo.words.Written");
    String why =
        " was named, but can not be made: expected a public class that is not abstract, static if"
            + " it is nested, with a public constructor without parameters and without type"
            + " parameters";
    for (String form :
        List.of(
            "public abstract class Written",
            "final class Written",
            "public final class Written { Written() {} ",
            "public final class Written { public Written(int n) {} ",
            "public final class Written<T>")) {
      String head = form.contains("{") ? form.substring(0, form.indexOf('{')) : form + " ";
      String rest = form.contains("{") ? form.substring(form.indexOf('{') + 1) : "";
      sandbox.write(
          FACTORY,
          AllForms.FACTORY
              .replace("public final class Written ", head)
              .replace("private static final String ID", rest + "private static final String ID"));
      long line = AllForms.FACTORY.lines().takeWhile(l -> !l.startsWith("public")).count() + 1;
      assertThat(sandbox.rejectedText("m"))
          .as(form)
          .startsWith(FACTORY + ":" + line + ":")
          .contains("error: the factory demo.words.Written")
          .contains(why);
    }
    names("demo.hello.Other1");
    assertThat(sandbox.rejectedText("m"))
        .startsWith(
            "m/src/demo/hello/Other1.java:3:1: error: demo.hello.Other1 was named as a factory, but"
                + " is none: expected a class that implements"
                + " bus.api.controller.ControllerFactory or is annotated @ControllerType");
  }

  @Test
  void noticesWithoutAFullCompilationThatANamedFactoryHasChanged() throws IOException {
    names("demo.words.Written");
    compiled();
    String other = AllForms.FACTORY.replace("3.1.4", "3.1.5");
    sandbox.write(FACTORY, other);
    Compilation.Compiled part = sandbox.compiled("m");
    assertThat(part.recompiled()).isEqualTo(1);
    assertThat(part.factories().get(0).info().orElseThrow().version()).isEqualTo("3.1.5");
    Files.delete(root.resolve(FACTORY));
    assertThat(sandbox.rejectedText("m")).contains("has the class demo.words.Written");
  }

  @Test
  void warnsOfAFactoryThatIsFoundButCanNotBeMade() {
    sandbox.write(
        FACTORY,
        AllForms.FACTORY.replace(
            "private static final String ID", "public Written(int n) {} static final String ID"));
    Compilation.Compiled compiled = sandbox.compiled("m");
    assertThat(types(compiled)).hasSize(2);
    assertThat(compiled.warnings())
        .extracting(Problem::message)
        .containsExactly(
            "the factory demo.words.Written is not registered: expected a public class that is not"
                + " abstract, static if it is nested, with a public constructor without parameters"
                + " and without type parameters; if others make it, name in -factories what is to"
                + " be registered");
    names("demo.hello.Hello");
    assertThat(sandbox.compiled("m").warnings()).isEmpty();
  }
}
