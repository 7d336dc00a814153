// SPDX-License-Identifier: Apache-2.0
/** Having jobs run, and watching those that wait. */
@Export
@Version("1.0.0")
@NullMarked
package sample.jobs;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
