// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.util.List;
import java.util.Map;

/**
 * What a Maven project says about itself, properties expanded and parents merged in.
 *
 * @param name its artifact
 * @param version its version
 * @param properties its properties, with those of its parents
 * @param managed versions by artifact, for dependencies that name none
 * @param dependencies what it needs to run: compile and runtime scope, not optional
 */
record Pom(
    Coordinates name,
    String version,
    Map<String, String> properties,
    Map<Coordinates, String> managed,
    List<Dependency> dependencies) {}
