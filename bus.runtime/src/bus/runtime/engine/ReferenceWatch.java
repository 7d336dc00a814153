// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.Watch;
import bus.api.directive.DirectiveState;
import bus.api.directive.Reference;
import bus.api.directive.Registration;

/** A watch made of a reference and a state listener. */
record ReferenceWatch<V>(Reference<V> reference, Registration listening) implements Watch<V> {

  @Override
  public DirectiveState<V> state() {
    return reference.instance().state();
  }

  @Override
  public void close() {
    listening.close();
    reference.release();
  }
}
