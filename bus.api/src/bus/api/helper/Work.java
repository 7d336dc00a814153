// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.directive.BlockingResolver;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Scope;
import bus.api.directive.Sink;
import bus.api.helper.Effects.BlockingEffect;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A blocking effect for one value: a run of it on a thread, and what undoes it. */
final class Work<V> {

  private enum Phase {
    NEW,
    RUNNING,
    ENDED
  }

  private final V value;
  private final BlockingEffect<? super V> effect;
  private final @Nullable Retry retry;
  private final Runnable whenEnded;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);
  private final Undo undo = new Undo();
  private volatile boolean gone;
  private volatile @Nullable Registration running;

  Work(V value, BlockingEffect<? super V> effect, @Nullable Retry retry, Runnable whenEnded) {
    this.value = value;
    this.effect = effect;
    this.retry = retry;
    this.whenEnded = whenEnded;
  }

  /** Starts on a thread of the sink's bus. */
  void start(Sink<Object> sink) {
    if (gone) {
      return;
    }
    BlockingResolver<Object> once = (scope, own) -> undo.applied(effect.apply(scope, value));
    BlockingResolver<Object> resolver = retry == null ? once : new Retrying<>(once, retry);
    Registration child = sink.attach(Resolver.blocking((scope, own) -> run(resolver, scope, own)));
    running = child;
    if (gone) {
      child.close();
    }
  }

  private void run(BlockingResolver<Object> resolver, Scope scope, Sink<Object> own)
      throws Exception {
    if (!phase.compareAndSet(Phase.NEW, Phase.RUNNING)) {
      return;
    }
    try {
      resolver.resolve(scope, own);
    } finally {
      phase.set(Phase.ENDED);
      whenEnded.run();
    }
  }

  /** Cancels the run and undoes its effect, now or when it has ended. */
  void noLongerWanted() {
    gone = true;
    Registration child = running;
    if (child != null) {
      child.close();
    }
    phase.compareAndSet(Phase.NEW, Phase.ENDED);
    undo.noLongerWanted();
  }

  boolean ended() {
    return phase.get() == Phase.ENDED;
  }
}
