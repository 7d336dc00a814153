// SPDX-License-Identifier: Apache-2.0
package bus.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a feed tells, one write after the other, each when the one before was taken. It has no
 * thread, and no memory but the one event that is being written.
 */
final class EventStream extends IteratingCallback {
  private final Executor executor;
  private final Scheduler scheduler;
  private final Response response;
  private final Callback callback;
  private final Duration beat;
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean beatDue = true; // the first one carries the headers
  private volatile boolean stopping;
  private volatile boolean over;
  private volatile @Nullable Feed feed;
  private volatile Scheduler.@Nullable Task nextBeat;

  EventStream(Request request, Response response, Callback callback, Duration beat) {
    // Taken here, since a request that has ended gives them to nobody.
    this.executor = request.getComponents().getExecutor();
    this.scheduler = request.getComponents().getScheduler();
    this.response = response;
    this.callback = callback;
    this.beat = beat;
  }

  /** Begins to send. */
  void start(Feed opened) {
    feed = opened;
    response.setStatus(HttpStatus.OK_200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ServerSentEvent.MEDIA_TYPE);
    Answers.guardContent(response.getHeaders());
    iterate();
    scheduleBeat();
  }

  /** Has the feed asked soon, on a thread of the server. Never blocks. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      try {
        executor.execute(this::look);
      } catch (RejectedExecutionException stopped) {
        abort(stopped);
      }
    }
  }

  private void look() {
    woken.set(false);
    if (feed != null) {
      iterate();
    }
  }

  /** Ends the stream when what is being sent was taken. */
  void stop() {
    stopping = true;
    wake();
  }

  private void scheduleBeat() {
    nextBeat = scheduler.schedule(this::beat, beat.toMillis(), TimeUnit.MILLISECONDS);
    if (over) {
      nextBeat.cancel();
    }
  }

  private void beat() {
    beatDue = true;
    wake();
    if (!over) {
      scheduleBeat();
    }
  }

  @Override
  protected Action process() {
    Feed told = opened();
    byte[] next = stopping ? null : told.next();
    if (next == null && (stopping || told.ended())) {
      return Action.SUCCEEDED;
    }
    if (next == null && beatDue) {
      next = ServerSentEvent.BEAT;
    }
    if (next == null) {
      return Action.IDLE;
    }
    beatDue = false;
    response.write(false, ByteBuffer.wrap(next), this);
    return Action.SCHEDULED;
  }

  private Feed opened() {
    return Objects.requireNonNull(feed, "not started");
  }

  @Override
  protected void onCompleteSuccess() {
    end();
    response.write(true, ByteBuffer.allocate(0), callback);
  }

  @Override
  protected void onCompleteFailure(Throwable cause) {
    end();
    callback.failed(cause);
  }

  private void end() {
    over = true;
    Scheduler.Task beating = nextBeat;
    if (beating != null) {
      beating.cancel();
    }
    opened().close();
  }
}
