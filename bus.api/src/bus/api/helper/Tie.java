// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.Bus;
import bus.api.directive.Directive;
import bus.api.directive.Reference;
import bus.api.directive.Registration;
import java.util.function.Supplier;

/**
 * Ends a helper once: when it is closed, or with the owner of its bus.
 *
 * <p>It is a directive of its own that nobody answers. The bus releases it with its owner, and its
 * disposal calls back on the thread that closes.
 */
final class Tie implements Registration {

  private final Reference<Object> reference;

  private Tie(Reference<Object> reference) {
    this.reference = reference;
  }

  static Tie of(Bus bus, String what, Object subject, Runnable end) {
    Reference<Object> reference = bus.add(new Mark(what, subject));
    reference.instance().onDisposed(end);
    return new Tie(reference);
  }

  /** Does the last step of the making of a helper; if it fails, the helper ends. */
  <T> T complete(Supplier<T> step) {
    try {
      return step.get();
    } catch (RuntimeException | Error failed) {
      close();
      throw failed;
    }
  }

  @Override
  public void close() {
    reference.release();
  }

  /** Says on the bus that a helper is there. Equal to itself only. */
  private static final class Mark implements Directive<Object> {

    private final String what;
    private final Object subject;

    private Mark(String what, Object subject) {
      this.what = what;
      this.subject = subject;
    }

    @Override
    public boolean wantsValues() {
      return false;
    }

    @Override
    public String toString() {
      return what + " of " + subject;
    }
  }
}
