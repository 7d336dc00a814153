// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Directive;
import bus.api.directive.ValueOptions;
import bus.api.snapshot.DirectiveSnapshot;
import bus.api.snapshot.DirectiveSnapshot.HandlerFailure;
import bus.api.snapshot.DirectiveSnapshot.ReferenceSnapshot;
import bus.api.snapshot.DirectiveSnapshot.ResolverSnapshot;
import bus.api.snapshot.DirectiveSnapshot.ValueSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot in the making: looks at an instance under its lock, and asks foreign code for texts
 * when the lock is free again.
 */
final class SnapshotMaker<V> {

  boolean asking;
  boolean idle;
  boolean full;
  @Nullable Delayed disposal;
  private List<ReferenceSnapshot> references = List.of();
  private List<ValueEntry<V>> values = List.of();
  private List<ResolverNode<V>> nodes = List.of();
  private List<HandlerFailure> refusals = List.of();
  private final List<ResolverSnapshot> resolvers = new ArrayList<>();

  /** Called with the instance's lock held. */
  void look(
      ReferenceList<V> references, List<ValueEntry<V>> values, InstanceResolvers<V> resolvers) {
    this.references = references.all().stream().map(SnapshotMaker::reference).toList();
    this.values = values;
    this.nodes = resolvers.all();
    for (ResolverNode<V> node : nodes) {
      this.resolvers.add(node.snapshot(node.parent == null ? -1 : nodes.indexOf(node.parent)));
    }
    this.refusals =
        resolvers.refusals().stream()
            .map(
                refusal ->
                    new HandlerFailure(
                        refusal.handler().owner, refusal.handler().number, refusal.failure()))
            .toList();
  }

  private static ReferenceSnapshot reference(ReferenceImpl<?> reference) {
    BridgeHold hold = reference.bridgeHold();
    String none = hold == null ? DirectiveSnapshot.NO_OWNER : hold.owner;
    String owner = reference.owner == null ? none : reference.owner.name();
    return new ReferenceSnapshot(owner, reference.weak());
  }

  /** Called with no lock held. */
  DirectiveSnapshot make(
      long id, Directive<V> directive, Object key, ValueOptions options, Instant created) {
    String text = Foreign.describe(directive);
    return new DirectiveSnapshot(
        id,
        directive.getClass().getName(),
        text,
        key == directive ? text : Foreign.describe(key),
        options,
        created,
        asking,
        idle,
        full,
        disposal == null
            ? null
            : Instant.now().plusMillis(Math.max(0, disposal.getDelay(TimeUnit.MILLISECONDS))),
        references,
        values.stream().map(this::value).toList(),
        resolvers,
        refusals);
  }

  private ValueSnapshot value(ValueEntry<V> entry) {
    return new ValueSnapshot(
        entry.value.id(),
        Foreign.describe(entry.value.value()),
        entry.node.handler.owner,
        nodes.indexOf(entry.node));
  }
}
