// SPDX-License-Identifier: Apache-2.0
package hot.codegen.generate;

import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerInfo;
import bus.api.directive.Handler;
import bus.api.directive.Resolver;
import hot.codegen.analysis.Answer;
import hot.codegen.analysis.ControllerDeclaration;
import hot.codegen.analysis.ControllerDeclaration.Parameter;
import hot.codegen.analysis.TypeName;
import hot.codegen.generate.Expression.Call;
import hot.codegen.generate.Expression.Chain;
import hot.codegen.generate.Expression.Generic;
import hot.codegen.generate.Expression.Lambda;
import hot.codegen.generate.Expression.Text;
import hot.codegen.generate.Expression.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Writes the factory of one annotated controller. */
final class FactorySource {

  private final ControllerDeclaration controller;
  private final Imports imports;
  private final String controllerName;
  private final String configName;

  FactorySource(ControllerDeclaration controller, Collection<String> taken) {
    this.controller = controller;
    TypeName factory = controller.factory();
    imports = new Imports(factory.packageName(), taken);
    controllerName = imports.name(controller.type());
    configName = controller.config().map(imports::name).orElse("NoConfig");
  }

  GeneratedSource source() {
    TypeName factory = controller.factory();
    String name = factory.simpleNames().get(0);
    // In the head of a class what is nested in it has to be qualified.
    String config = controller.config().isPresent() ? configName : name + "." + configName;
    Expression type =
        new Generic(imports.name(ControllerFactory.class), List.of(config, controllerName));
    List<String> members = new ArrayList<>();
    members.add(info());
    if (controller.config().isEmpty()) {
      members.add(
          "  /** " + controllerName + " has no settings. */\n  public record NoConfig() {}\n");
    }
    String info = imports.name(ControllerInfo.class);
    members.add(Sources.getter(info, "info", new Word("INFO")));
    String configType = "Class<" + configName + ">";
    members.add(Sources.getter(configType, "configType", classLiteral(configName)));
    members.add(construct());
    if (!controller.answers().isEmpty()) {
      members.add(handlers());
    }
    String body = String.join("\n", members);
    String text =
        Sources.head(factory.packageName(), imports)
            + ("/** Makes {@link " + controllerName + "} controllers. */\n")
            + Sources.declaration("public final class " + name, "implements", type)
            + body
            + "}\n";
    return Sources.source(factory, text);
  }

  private String info() {
    String type = imports.name(ControllerInfo.class);
    ControllerInfo info = controller.info();
    Expression made =
        Call.of(
            "new " + type,
            new Text(info.id()),
            new Text(info.version()),
            new Text(info.description()),
            new Word(Boolean.toString(info.exclusive())));
    return Sources.assignment("private static final " + type + " INFO", made);
  }

  private static Expression classLiteral(String name) {
    return new Chain(name, List.of(".class"));
  }

  private String construct() {
    String context = imports.name(ControllerContext.class);
    Expression signature =
        Call.of(
            "public " + controllerName + " construct",
            new Word(configName + " config"),
            new Word(context + " context"));
    Expression made =
        new Call(
            "new " + controllerName,
            controller.parameters().stream()
                .map(p -> p == Parameter.CONFIG ? "config" : "context")
                .<Expression>map(Word::new)
                .toList());
    String thrown = controller.throwing() ? "throws Exception" : "";
    return "  @Override\n"
        + Sources.signature(signature, thrown)
        + Sources.statement("return ", made)
        + "  }\n";
  }

  private String handlers() {
    String list = imports.name(List.class);
    String handler = imports.name(Handler.class);
    List<Expression> all = controller.answers().stream().map(this::handler).toList();
    StringBuilder body = new StringBuilder();
    if (controller.ownHandlers()) {
      String array = imports.name(ArrayList.class);
      body.append(
          Sources.statement(
              list + "<" + handler + "> handlers = ",
              Call.of("new " + array + "<>", new Word("controller.handlers()"))));
      for (Expression one : all) {
        body.append(Sources.statement("", Call.of("handlers.add", one)));
      }
      body.append(Sources.statement("return ", Call.of(list + ".copyOf", new Word("handlers"))));
    } else {
      body.append(Sources.statement("return ", new Call(list + ".of", all)));
    }
    Expression signature =
        Call.of(
            "public " + list + "<" + handler + "> handlers",
            new Word(controllerName + " controller"));
    return "  @Override\n" + Sources.signature(signature, "") + body + "  }\n";
  }

  private Expression handler(Answer answer) {
    String handler = imports.name(Handler.class);
    Expression type = classLiteral(imports.name(answer.directive()));
    String method = "controller." + answer.method();
    String kind = handler + (answer.inline() ? ".answeringInline" : ".answering");
    return switch (answer.form()) {
      case VALUE -> Call.of(kind, type, new Word("controller::" + answer.method()));
      case OPTIONAL ->
          Call.of(kind, type, directive(chain(method + "(directive)", ".orElse(null)")));
      case RESOLVER -> Call.of(handler + ".of", type, new Word("controller::" + answer.method()));
      case PROMISE ->
          Call.of(handler + ".answeringLater", type, new Word("controller::" + answer.method()));
      case SINK ->
          Call.of(
              handler + ".of",
              type,
              directive(resolver("blocking", new Word(method + "(directive, scope, sink)"))));
    };
  }

  private static Expression directive(Expression body) {
    return new Lambda("directive", body);
  }

  private static Expression chain(String start, String call) {
    int dot = start.indexOf('.');
    return new Chain(start.substring(0, dot), List.of(start.substring(dot), call));
  }

  private Expression resolver(String kind, Expression body) {
    return Call.of(imports.name(Resolver.class) + "." + kind, new Lambda("(scope, sink)", body));
  }
}
