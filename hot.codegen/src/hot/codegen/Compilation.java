// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import bus.api.plugin.StepTime;
import hot.codegen.analysis.FactoryDeclaration;
import hot.codegen.module.ModuleInputs;
import hot.codegen.module.Replacement;
import hot.codegen.problem.Problem;
import java.nio.file.Path;
import java.util.List;

/** How a compilation ended. */
public sealed interface Compilation {

  /**
   * Returns how long each step took.
   *
   * @return the steps that were taken, in order
   */
  List<StepTime> times();

  /**
   * Returns what the outcome depends on: another one can only come of a change of these, or of the
   * host.
   *
   * @return all of it if it was compiled; what was looked at so far if it was rejected
   */
  ModuleInputs inputs();

  /**
   * The plugin is in its place.
   *
   * @param bundle the file
   * @param pluginId its plugin id
   * @param version its plugin version
   * @param buildHash its build hash
   * @param unchanged whether the same file was there already, and was left alone
   * @param factories its factories
   * @param recompiled how many sources were compiled for it; the others could not be affected by
   *     what has changed
   * @param warnings what should be looked at
   * @param replacements what stands for artifacts on which it depends
   * @param inputs what it depends on
   * @param times how long each step took
   */
  record Compiled(
      Path bundle,
      String pluginId,
      String version,
      String buildHash,
      boolean unchanged,
      List<FactoryDeclaration> factories,
      int recompiled,
      List<Problem> warnings,
      List<Replacement> replacements,
      ModuleInputs inputs,
      List<StepTime> times)
      implements Compilation {

    /** Copies the lists. */
    public Compiled {
      factories = List.copyOf(factories);
      warnings = List.copyOf(warnings);
      replacements = List.copyOf(replacements);
      times = List.copyOf(times);
    }
  }

  /**
   * Nothing was written; what was there is there still.
   *
   * @param problems what is wrong, errors first, at least one
   * @param inputs what was looked at
   * @param times how long each step took
   */
  record Rejected(List<Problem> problems, ModuleInputs inputs, List<StepTime> times)
      implements Compilation {

    /** Copies the lists. */
    public Rejected {
      problems = List.copyOf(problems);
      times = List.copyOf(times);
    }
  }
}
