// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Something that happened in a daemon.
 *
 * @param id where in the feed it is, to go on from there
 * @param at when it was told
 * @param type {@code deployment} or {@code controller}
 * @param data the {@link bus.api.plugin.Deployment} or the {@link
 *     bus.api.controller.ControllerSnapshot}
 */
public record Event(String id, Instant at, String type, JsonNode data) {}
