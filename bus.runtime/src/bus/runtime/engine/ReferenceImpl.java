// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Instance;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Registration;
import bus.api.directive.Value;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reference to an instance; an element of its {@link ReferenceList}. */
final class ReferenceImpl<V> implements Reference<V>, Registration {

  private static final Logger LOG = LoggerFactory.getLogger(ReferenceImpl.class);

  private final InstanceImpl<V> instance;
  private final ReferenceHandler<? super V> handler;
  private final boolean weak;
  final @Nullable Owner owner;

  /** Guarded by the instance's lock. */
  @Nullable ReferenceImpl<V> previous;

  /** Guarded by the instance's lock. */
  @Nullable ReferenceImpl<V> next;

  /** Guarded by the instance's lock: whether this is in the list. */
  boolean listed;

  /** Released by its holder: silent from now on. Written under the instance's lock. */
  volatile boolean released;

  ReferenceImpl(
      InstanceImpl<V> instance,
      ReferenceHandler<? super V> handler,
      boolean weak,
      @Nullable Owner owner) {
    this.instance = instance;
    this.handler = handler;
    this.weak = weak;
    this.owner = owner;
  }

  @Override
  public Instance<V> instance() {
    return instance;
  }

  @Override
  public boolean weak() {
    return weak;
  }

  @Override
  public boolean released() {
    return released || instance.disposed();
  }

  @Override
  public void release() {
    instance.release(this);
    if (owner != null) {
      owner.forget(this);
    }
  }

  @Override
  public void close() {
    release();
  }

  InstanceImpl<V> target() {
    return instance;
  }

  boolean silent() {
    return handler == NoHandler.INSTANCE || handler instanceof BridgeHold;
  }

  /** Returns what a bridge holds by this, null if this is no reference of a bridge. */
  @Nullable BridgeHold bridgeHold() {
    return handler instanceof BridgeHold hold ? hold : null;
  }

  void tellAdded(Value<V> value) {
    if (!released) {
      Foreign.callback(LOG, "added", instance, () -> handler.added(value));
    }
  }

  void tellRemoved(Value<V> value) {
    if (!released) {
      Foreign.callback(LOG, "removed", instance, () -> handler.removed(value));
    }
  }

  void tellDisposed() {
    if (!released) {
      Foreign.callback(LOG, "disposed", instance, handler::disposed);
    }
  }
}
