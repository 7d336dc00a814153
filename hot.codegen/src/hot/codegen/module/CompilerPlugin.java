// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a Maven project tells its compiler.
 *
 * @param configurations what is said, nearest first
 * @param text the properties
 */
record CompilerPlugin(List<Xml> configurations, PomText text) {

  private static final String OWN_EXECUTION = "default-compile";

  static CompilerPlugin of(PomChain chain, PomText text) {
    List<Xml> configurations =
        chain.links().stream()
            .flatMap(link -> link.project().child("build").stream())
            .flatMap(CompilerPlugin::plugins)
            .filter(
                plugin -> plugin.text("artifactId").equals(Optional.of("maven-compiler-plugin")))
            .flatMap(CompilerPlugin::configurations)
            .toList();
    return new CompilerPlugin(configurations, text);
  }

  private static Stream<Xml> plugins(Xml build) {
    return Stream.concat(
        build.list("plugins").stream(),
        build.child("pluginManagement").stream()
            .flatMap(management -> management.list("plugins").stream()));
  }

  /** The tests are compiled by another execution, and more are not run by Maven itself. */
  private static Stream<Xml> configurations(Xml plugin) {
    return Stream.concat(
            plugin.list("executions").stream()
                .filter(one -> one.text("id").equals(Optional.of(OWN_EXECUTION))),
            Stream.of(plugin))
        .flatMap(place -> place.child("configuration").stream());
  }

  private Stream<String> said(String name) {
    return configurations.stream().map(told -> told.text(name)).flatMap(Optional::stream);
  }

  /** Returns the Java release, be it told to the plugin or by the usual properties. */
  OptionalInt release() {
    Stream<String> told =
        configurations.stream()
            .flatMap(one -> Stream.of("release", "target", "source").map(one::text))
            .flatMap(Optional::stream);
    Stream<String> properties =
        Stream.of(
            "${maven.compiler.release}", "${maven.compiler.target}", "${maven.compiler.source}");
    return Stream.concat(told, properties)
        .map(value -> Releases.parse(text.expand(value)))
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }

  /** Returns the artifacts that alone have processors; none if the class path has them. */
  List<Xml> processors() {
    return configurations.stream()
        .map(told -> told.list("annotationProcessorPaths"))
        .filter(list -> !list.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** Returns the options that are about annotation processing. */
  List<String> processing() {
    List<String> options = new ArrayList<>();
    for (Xml told : configurations) {
      told.list("compilerArgs").forEach(arg -> addOption(arg.text(), options));
      told.text("compilerArgument").ifPresent(arg -> addOption(arg, options));
    }
    said("proc").findFirst().ifPresent(how -> addOption("-proc:" + how, options));
    return options.stream().distinct().toList();
  }

  private void addOption(String option, List<String> options) {
    String expanded = text.expand(option).strip();
    if (expanded.startsWith("-A") || expanded.equals(Module.NO_PROCESSING)) {
      options.add(expanded);
    }
  }
}
