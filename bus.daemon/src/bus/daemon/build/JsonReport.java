// SPDX-License-Identifier: Apache-2.0
package bus.daemon.build;

import bus.api.controller.ControllerInfo;
import bus.api.plugin.StepTime;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import hot.codegen.Compilation.Compiled;
import hot.codegen.Compilation.Rejected;
import hot.codegen.Generation;
import hot.codegen.Generation.Generated;
import hot.codegen.analysis.FactoryDeclaration;
import hot.codegen.generate.GeneratedSource;
import hot.codegen.module.Replacement;
import hot.codegen.problem.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tells a program what the plugin compiler did: one object of JSON. */
record JsonReport(Report report) {
  void print(Compiled compiled, PrintStream out) throws IOException {
    write(
        out,
        json -> {
          json.writeBooleanField("compiled", true);
          json.writeStringField("bundle", compiled.bundle().toString());
          json.writeStringField("plugin", compiled.pluginId());
          json.writeStringField("version", compiled.version());
          json.writeStringField("buildHash", compiled.buildHash());
          json.writeBooleanField("unchanged", compiled.unchanged());
          factories(json, compiled.factories());
          json.writeArrayFieldStart("replacements");
          for (Replacement replacement : compiled.replacements()) {
            json.writeStartObject();
            json.writeStringField("artifact", replacement.artifact());
            json.writeStringField("path", replacement.path().toString());
            json.writeStringField("declaredIn", replacement.declaredIn());
            json.writeEndObject();
          }
          json.writeEndArray();
          problems(json, compiled.warnings());
          times(json, compiled.times());
        });
  }

  void print(Rejected rejected, PrintStream out) throws IOException {
    rejected("compiled", rejected.problems(), rejected.times(), out);
  }

  void print(Generated generated, Path folder, boolean changed, PrintStream out)
      throws IOException {
    write(
        out,
        json -> {
          json.writeBooleanField("generated", true);
          json.writeStringField("folder", folder.toString());
          json.writeArrayFieldStart("sources");
          for (GeneratedSource source : generated.sources()) {
            json.writeString(source.path());
          }
          json.writeEndArray();
          json.writeStringField("plugin", generated.pluginId());
          json.writeStringField("version", generated.version());
          json.writeBooleanField("unchanged", !changed);
          factories(json, generated.factories());
          problems(json, generated.warnings());
          times(json, generated.times());
        });
  }

  void print(Generation.Rejected rejected, PrintStream out) throws IOException {
    rejected("generated", rejected.problems(), rejected.times(), out);
  }

  private void rejected(String what, List<Problem> problems, List<StepTime> times, PrintStream out)
      throws IOException {
    write(
        out,
        json -> {
          json.writeBooleanField(what, false);
          problems(json, problems);
          times(json, times);
        });
  }

  /** Writes the fields of an object. */
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static void write(PrintStream out, Fields fields) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    }
    out.println(text);
  }

  private static void factories(JsonGenerator json, List<FactoryDeclaration> factories)
      throws IOException {
    json.writeArrayFieldStart("factories");
    for (FactoryDeclaration factory : factories) {
      factory(json, factory);
    }
    json.writeEndArray();
  }

  private static void factory(JsonGenerator json, FactoryDeclaration factory) throws IOException {
    json.writeStartObject();
    json.writeStringField("class", Report.type(factory));
    if (factory.info().isPresent()) {
      ControllerInfo info = factory.info().get();
      json.writeStringField("id", info.id());
      json.writeStringField("version", info.version());
    }
    json.writeEndObject();
  }

  private void problems(JsonGenerator json, List<Problem> problems) throws IOException {
    json.writeArrayFieldStart("problems");
    for (Problem found : problems) {
      Problem problem = report.shown(found);
      json.writeStartObject();
      json.writeStringField("severity", problem.severity().name().toLowerCase(Locale.ROOT));
      if (problem.file().isPresent()) {
        json.writeStringField("file", problem.file().get().toString());
        json.writeNumberField("line", problem.line());
        json.writeNumberField("column", problem.column());
      }
      json.writeStringField("message", problem.message());
      json.writeStringField("sourceLine", problem.sourceLine());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void times(JsonGenerator json, List<StepTime> steps) throws IOException {
    json.writeArrayFieldStart("steps");
    for (StepTime step : steps) {
      json.writeStartObject();
      json.writeStringField("step", step.step());
      json.writeNumberField("ms", step.time().toNanos() / 1_000_000.0);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
