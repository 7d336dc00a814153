// SPDX-License-Identifier: Apache-2.0
/** What runs in JVMs that the build starts. */
package bndw.launch;
