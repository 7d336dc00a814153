// SPDX-License-Identifier: Apache-2.0
/** What the unit tests of all projects share; JUnit finds it on their class path. */
package bndw.testing;
