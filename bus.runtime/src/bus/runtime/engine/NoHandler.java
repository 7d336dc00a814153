// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.ReferenceHandler;

/** Listens to nothing; a reference with it costs no notices. */
final class NoHandler implements ReferenceHandler<Object> {

  static final NoHandler INSTANCE = new NoHandler();

  private NoHandler() {}
}
