// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.Watch;
import bus.api.directive.DirectiveState;
import bus.api.directive.Reference;
import bus.api.directive.Registration;

/** A watch made of a reference and what it holds: the reference itself and a state listener. */
record ReferenceWatch<V>(Reference<V> reference, Registration holds) implements Watch<V> {

  @Override
  public DirectiveState<V> state() {
    return reference.instance().state();
  }

  @Override
  public void close() {
    holds.close();
  }
}
