// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import bus.api.plugin.StepTime;
import hot.codegen.analysis.FactoryDeclaration;
import hot.codegen.generate.GeneratedSource;
import hot.codegen.problem.Problem;
import java.util.List;

/** How a generation of sources ended. */
public sealed interface Generation {

  /**
   * Returns how long each step took.
   *
   * @return the steps that were taken, in order
   */
  List<StepTime> times();

  /**
   * The sources are generated, and written if there is a work directory.
   *
   * @param pluginId the plugin id
   * @param version the plugin version; may contain {@code {buildHash}}, which is known only to a
   *     compilation
   * @param sources the activator, then a factory for each annotated controller
   * @param unchanged whether all was written already; false if nothing is to be written
   * @param factories all factories of the plugin
   * @param warnings what should be looked at
   * @param times how long each step took
   */
  record Generated(
      String pluginId,
      String version,
      List<GeneratedSource> sources,
      boolean unchanged,
      List<FactoryDeclaration> factories,
      List<Problem> warnings,
      List<StepTime> times)
      implements Generation {

    /** Copies the lists. */
    public Generated {
      sources = List.copyOf(sources);
      factories = List.copyOf(factories);
      warnings = List.copyOf(warnings);
      times = List.copyOf(times);
    }
  }

  /**
   * Nothing was written.
   *
   * @param problems what is wrong, errors first, at least one
   * @param times how long each step took
   */
  record Rejected(List<Problem> problems, List<StepTime> times) implements Generation {

    /** Copies the lists. */
    public Rejected {
      problems = List.copyOf(problems);
      times = List.copyOf(times);
    }
  }
}
