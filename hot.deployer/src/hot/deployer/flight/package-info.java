// SPDX-License-Identifier: Apache-2.0
/** Deployments and unloadings as events of the JDK Flight Recorder, where the JVM has one. */
@NullMarked
package hot.deployer.flight;

import org.jspecify.annotations.NullMarked;
