// SPDX-License-Identifier: Apache-2.0
package demo.greeting;

/**
 * A greeting.
 *
 * @param text its words
 */
public record Greeting(String text) {}
