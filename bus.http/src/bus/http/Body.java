// SPDX-License-Identifier: Apache-2.0
package bus.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;

/** Reads the body of a request as it comes, without a thread that waits, up to a length. */
final class Body implements Runnable {
  private final Content.Source source;
  private final int limit;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Consumer<byte[]> whole;
  private final Consumer<ApiException> failed;
  private boolean done;

  private Body(
      Content.Source source, int limit, Consumer<byte[]> whole, Consumer<ApiException> failed) {
    this.source = source;
    this.limit = limit;
    this.whole = whole;
    this.failed = failed;
  }

  /**
   * Begins to read.
   *
   * @param whole given the body when it is there
   * @param failed told instead if it is too long or breaks off
   */
  static void read(
      Content.Source source, int limit, Consumer<byte[]> whole, Consumer<ApiException> failed) {
    Body body = new Body(source, limit, whole, failed);
    if (source.getLength() > limit) {
      body.tooLong();
    } else {
      body.run();
    }
  }

  @Override
  public void run() {
    while (!done) {
      Content.Chunk chunk = source.read();
      if (chunk == null) {
        source.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        fail(ApiException.badRequest("the body broke off: " + chunk.getFailure().getMessage()));
        return;
      }
      take(chunk);
      chunk.release();
    }
  }

  private void take(Content.Chunk chunk) {
    ByteBuffer part = chunk.getByteBuffer();
    if (bytes.size() + part.remaining() > limit) {
      tooLong();
      return;
    }
    byte[] copy = new byte[part.remaining()];
    part.get(copy);
    bytes.writeBytes(copy);
    if (chunk.isLast()) {
      done = true;
      whole.accept(bytes.toByteArray());
    }
  }

  private void tooLong() {
    fail(
        new ApiException(
            HttpStatus.PAYLOAD_TOO_LARGE_413, "the body is longer than %d bytes".formatted(limit)));
  }

  private void fail(ApiException why) {
    done = true;
    failed.accept(why);
  }
}
