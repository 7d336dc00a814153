// SPDX-License-Identifier: Apache-2.0
package bus.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The streams that are open: bounded, and ended together. */
final class Streams {
  private final Limits limits;
  private final Traffic traffic;
  private final Semaphore free;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

  Streams(Limits limits, Traffic traffic) {
    this.limits = limits;
    this.traffic = traffic;
    this.free = new Semaphore(limits.streams());
  }

  /** Opens a stream. If that fails nothing was sent. */
  void open(Route.Streaming work, Call call, Request request, Response response, Callback callback)
      throws Exception {
    if (!free.tryAcquire()) {
      throw new ApiException(
          HttpStatus.SERVICE_UNAVAILABLE_503,
          "%d streams are open, and no more at the same time; end one".formatted(limits.streams()));
    }
    EventStream stream = new EventStream(request, response, callback, limits.beat());
    Request.addCompletionListener(
        request,
        end -> {
          if (open.remove(stream)) {
            traffic.streamEnded();
          }
          free.release();
        });
    Feed feed = work.open(call, stream::wake);
    open.add(stream);
    traffic.streamBegan();
    stream.start(feed);
  }

  /** Ends all streams, each when what is being sent was taken. */
  void stop() {
    open.forEach(EventStream::stop);
  }
}
