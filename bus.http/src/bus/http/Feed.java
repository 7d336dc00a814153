// SPDX-License-Identifier: Apache-2.0
package bus.http;

import org.jspecify.annotations.Nullable;

/**
 * What a stream tells. It is asked for the next event when the client can take one, so what a slow
 * client does not take in time can be summed up or left out here, and nothing is queued anywhere
 * else. Called by one thread at a time.
 */
interface Feed extends AutoCloseable {
  /** Returns the next events as they are sent, or null if there is nothing to tell now. */
  byte @Nullable [] next();

  /** Says whether nothing will follow. Asked only if there is nothing to tell now. */
  boolean ended();

  /** Ends what the stream stood for. Called once, whatever the reason. */
  @Override
  void close();
}
