// SPDX-License-Identifier: Apache-2.0
/** The build driver: what bndw does with the workspace. */
package bndw;
