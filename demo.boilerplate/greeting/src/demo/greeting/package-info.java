// SPDX-License-Identifier: Apache-2.0
/** Asking for greetings: what a plugin that greets and a plugin that wants to be greeted share. */
@Export
@Version("1.0.0")
@NullMarked
package demo.greeting;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
