// SPDX-License-Identifier: Apache-2.0
package bndw;

import bndw.Reports.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the tests of projects and adds up. */
final class Tests {

  private static final String RUN = "test.bndrun";

  private final House house;
  private final Say say;
  private final Modules modules;
  private final String classes;
  private final long slow;

  Tests(House house, Say say, Modules modules, String classes, long slow) {
    this.house = house;
    this.say = say;
    this.modules = modules;
    this.classes = classes;
    this.slow = slow;
  }

  /** Runs the tests of the named projects or of all; throws if one fails or none ran. */
  void run(List<String> names) throws Exception {
    Result sum = Result.NONE;
    for (Module module : modules.inOrder(names)) {
      Path reports = module.generated().resolve("test-reports");
      Folders.delete(reports);
      if (!module.testSources().isEmpty()) {
        sum = sum.plus(unit(module, reports));
      }
      Path file = module.base().resolve(RUN);
      if (classes.isEmpty() && Files.exists(file) && !module.sources().isEmpty()) {
        sum = sum.plus(inFramework(module, reports.resolve("framework"), file));
      }
    }
    if (sum.total() == 0) {
      throw Stop.failed("no test ran");
    }
    // This is the last line, whatever happened.
    say.line(sum.toString());
    if (sum.failed() > 0) {
      throw Stop.failed("");
    }
  }

  private Result unit(Module module, Path reports) throws Exception {
    long start = System.nanoTime();
    Path log = reports.resolve("output.txt");
    int code = new UnitTests(house, module).run(reports, log, classes, slow);
    return judge(module.name() + " tests", reports, log, code, start, !classes.isEmpty());
  }

  private Result inFramework(Module module, Path reports, Path file) throws Exception {
    long start = System.nanoTime();
    String subject = module.name() + " " + RUN;
    Path log = reports.resolve("output.txt");
    FrameworkTests tests = new FrameworkTests(house, module, file);
    if (!tests.isResolved()) {
      say.line(subject, "FAILED it has no -runbundles; run bndw resolve");
      return Result.failure(subject + ": it has no -runbundles");
    }
    return judge(subject, reports, log, tests.run(reports, log), start, false);
  }

  private Result judge(
      String subject, Path reports, Path log, int code, long start, boolean mayBeNone)
      throws Exception {
    Result result = Reports.read(reports);
    String seeLog = "; see " + house.show(log);
    if (code == Fork.TIMED_OUT) {
      result = result.plus(Result.failure(subject + ": took too long and was ended" + seeLog));
    } else if (result.total() == 0 && !mayBeNone) {
      result = result.plus(Result.failure(subject + ": ran no test, exit code " + code + seeLog));
    } else if (code != 0 && result.failed() == 0 && result.total() > 0) {
      result = result.plus(Result.failure(subject + ": ended with exit code " + code + seeLog));
    }
    say.line(subject, result.failed() == 0 ? "ok" : "FAILED", result.toString(), start);
    result.failures().forEach(failure -> say.line("  " + failure));
    return result;
  }
}
