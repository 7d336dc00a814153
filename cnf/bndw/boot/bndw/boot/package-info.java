// SPDX-License-Identifier: Apache-2.0
/** The starter of the build: needs nothing but a JDK. */
package bndw.boot;
