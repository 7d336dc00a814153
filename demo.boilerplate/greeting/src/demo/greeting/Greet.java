// SPDX-License-Identifier: Apache-2.0
package demo.greeting;

import bus.api.directive.Directive;

/**
 * Asks for a greeting.
 *
 * @param name who wants to be greeted
 */
public record Greet(String name) implements Directive<Greeting> {}
