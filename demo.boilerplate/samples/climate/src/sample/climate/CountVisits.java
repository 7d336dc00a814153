// SPDX-License-Identifier: Apache-2.0
package sample.climate;

import bus.api.directive.Directive;

/**
 * Counts a visit of a room and asks for the number of visits so far.
 *
 * @param room the name of the room
 * @param visit the number of the visit, so that each is a request of its own
 */
public record CountVisits(String room, long visit) implements Directive<Long> {}
