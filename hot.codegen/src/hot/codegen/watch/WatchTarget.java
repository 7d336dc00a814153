// SPDX-License-Identifier: Apache-2.0
package hot.codegen.watch;

import hot.codegen.CompileRequest;

/**
 * Something that is built anew when its files change.
 *
 * @param name what it is called in reports
 * @param request how it is built
 */
public record WatchTarget(String name, CompileRequest request) {}
