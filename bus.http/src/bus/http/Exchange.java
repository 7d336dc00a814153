// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.http.Route.Later;
import bus.http.Route.Now;
import bus.http.Route.Streaming;
import bus.http.Route.Work;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.osgi.util.promise.Promise;

/**
 * One request on its way to its answer. It is answered once: by the work, or by the deadline. After
 * that the reader has as long again to take the answer; then the connection is closed.
 */
final class Exchange {
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Limits limits;
  private final AtomicBoolean answered = new AtomicBoolean();

  Exchange(Request request, Response response, Callback callback, Limits limits) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.limits = limits;
  }

  void run(Work work, Call call) {
    try {
      if (work instanceof Now now) {
        answer(now.answer(call));
      } else if (work instanceof Later later) {
        boundWork(later.limit(limits));
        await(later.answer(call));
      }
    } catch (Exception failed) { // routes may fail in any way; this is where it is told
      fail(failed);
    }
  }

  /** Reads the body, and opens a stream. */
  void stream(Streaming work, Call call, Streams streams) {
    boundBody();
    Body.read(
        request,
        limits.body(),
        body -> {
          if (answered.compareAndSet(false, true)) {
            open(work, call.with(body), streams);
          }
        },
        this::fail);
  }

  private void open(Streaming work, Call call, Streams streams) {
    try {
      streams.open(work, call, request, response, callback);
    } catch (Exception refused) { // as above
      boundReader();
      Answers.send(response, callback, refused);
    }
  }

  private void await(Promise<?> promise) {
    promise.onSuccess(this::answer).onFailure(this::fail);
  }

  private void answer(Object answer) {
    if (answered.compareAndSet(false, true)) {
      boundReader();
      Answers.send(response, callback, answer);
    }
  }

  private void fail(Throwable failure) {
    if (answered.compareAndSet(false, true)) {
      boundReader();
      Answers.send(response, callback, failure);
    }
  }

  private void boundBody() {
    schedule(
        limits.request(),
        () ->
            fail(
                new ApiException(
                    HttpStatus.REQUEST_TIMEOUT_408,
                    "the body did not come within %d ms".formatted(limits.request().toMillis()))));
  }

  private void boundWork(Duration limit) {
    schedule(
        limit,
        () ->
            fail(
                new ApiException(
                    HttpStatus.GATEWAY_TIMEOUT_504,
                    "not done after %d ms; /history shows the deployment when it is"
                        .formatted(limit.toMillis()))));
  }

  private void boundReader() {
    schedule(
        limits.request(),
        () -> callback.failed(new TimeoutException("the reader did not take the answer")));
  }

  private void schedule(Duration delay, Runnable work) {
    Scheduler.Task task =
        request
            .getComponents()
            .getScheduler()
            .schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    Request.addCompletionListener(request, end -> task.cancel());
  }
}
