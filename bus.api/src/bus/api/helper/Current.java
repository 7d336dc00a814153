// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.Bus;
import bus.api.BusException;
import bus.api.Watch;
import bus.api.directive.Directive;
import bus.api.directive.DirectiveState;
import bus.api.directive.Registration;
import bus.api.directive.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.util.promise.Promise;

/**
 * The one value of a directive that counts at the moment, kept alive until this is closed. When it
 * goes, another one is chosen at once, always the same one from the same values.
 *
 * <pre>{@code
 * try (Current<Printer> printer = Current.selecting(bus, new Printers(),
 *     all -> all.stream().min(comparing(each -> each.value().queue())))) { ... }
 * }</pre>
 *
 * <p>Two values are different if they were emitted one by one, also if they are equal. This ends
 * when it is closed, with the owner of its bus, or when the directive is disposed; then it is empty
 * for ever, and {@link #when} fails with a {@link BusException} of reason {@code CLOSED} or {@code
 * DISPOSED}.
 *
 * @param <V> the type of the value
 */
public final class Current<V> implements Live<V>, Registration {

  private final Cell<V> cell = new Cell<>(Optional.empty());
  private final Directive<V> directive;
  private final Choice<V> choice;
  private final Tie tie;
  private volatile @Nullable Watch<V> watch;
  private volatile boolean over;

  /** The number of the present value, 0 for none; touched by {@code look} only. */
  private long chosen;

  private Current(Bus bus, Directive<V> directive, Choice<V> choice) {
    this.directive = directive;
    this.choice = choice;
    tie = Tie.of(bus, "current value", directive, this::end);
    Watch<V> watching = tie.complete(() -> bus.watch(directive, this::look));
    watch = watching;
    if (over) {
      watching.close();
    }
  }

  /**
   * Follows the oldest value.
   *
   * @param bus where to ask
   * @param directive what is wanted
   * @param <V> the type of the value
   * @return the current value
   */
  public static <V> Current<V> of(Bus bus, Directive<V> directive) {
    return new Current<>(bus, directive, Choice.oldest());
  }

  /**
   * Follows the first value that is accepted, for as long as it is there; then the oldest other one
   * that is.
   *
   * @param bus where to ask
   * @param directive what is wanted
   * @param accept asked once about each value, in order of emission, when one is needed; must not
   *     block. If it throws, the bus logs that, a present choice stays, and it is asked again at
   *     the next change.
   * @param <V> the type of the value
   * @return the current value
   */
  public static <V> Current<V> accepting(
      Bus bus, Directive<V> directive, Predicate<? super V> accept) {
    return new Current<>(bus, directive, Choice.accepting(accept));
  }

  /**
   * Follows what a function selects, asked anew whenever a value comes or goes.
   *
   * @param bus where to ask
   * @param directive what is wanted
   * @param select given the present values in order of emission, returns one of them, or empty for
   *     none; must not block. If it throws, the bus logs that, and a choice that is still there
   *     stays.
   * @param <V> the type of the value
   * @return the current value
   */
  public static <V> Current<V> selecting(
      Bus bus, Directive<V> directive, Function<List<Value<V>>, Optional<Value<V>>> select) {
    return new Current<>(bus, directive, Choice.selecting(select));
  }

  private void look(DirectiveState<V> state) {
    if (state.disposed()) {
      cell.end(new BusException(BusException.Reason.DISPOSED, directive + " was disposed", null));
      close();
      return;
    }
    Optional<Value<V>> next;
    try {
      next = choice.of(state.values());
    } catch (RuntimeException | Error failed) {
      if (state.values().stream().noneMatch(each -> each.id() == chosen)) {
        become(Optional.empty());
      }
      throw failed;
    }
    become(next);
  }

  private void become(Optional<Value<V>> next) {
    long id = next.map(Value::id).orElse(0L);
    if (id != chosen) {
      chosen = id;
      cell.set(next.map(Value::value));
    }
  }

  private void end() {
    over = true;
    Watch<V> watching = watch;
    if (watching != null) {
      watching.close();
    }
    cell.end(new BusException(BusException.Reason.CLOSED, this + " is closed", null));
  }

  @Override
  public Optional<V> get() {
    return cell.get();
  }

  @Override
  public Registration onChange(Consumer<? super Optional<V>> listener) {
    return cell.onChange(listener);
  }

  @Override
  public Promise<V> when(Predicate<? super V> condition) {
    return cell.when(condition);
  }

  /** Lets go of the directive and empties this. Listeners are told on this thread. */
  @Override
  public void close() {
    tie.close();
  }

  @Override
  public String toString() {
    return "current value of " + directive;
  }
}
