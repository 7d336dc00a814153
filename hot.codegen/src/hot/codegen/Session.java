// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import hot.codegen.incremental.IncrementalCompiler;
import hot.codegen.java.JavaTool;

/** What is remembered of the last compilation of a plugin. Not thread-safe. */
record Session(IncrementalCompiler sources, GeneratedClasses generated) {

  static Session with(JavaTool java) {
    return new Session(new IncrementalCompiler(java), new GeneratedClasses(java));
  }
}
