// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The references of an instance, in the order in which they are told: weak ones first, the newest
 * weak one first, then strong ones in order of addition (semantics 5.4). Guarded by the instance's
 * lock.
 */
final class ReferenceList<V> {

  private @Nullable ReferenceImpl<V> first;
  private @Nullable ReferenceImpl<V> last;
  private int strong;
  private int weak;

  void add(ReferenceImpl<V> reference) {
    reference.listed = true;
    if (reference.weak()) {
      weak++;
      reference.next = first;
      if (first == null) {
        last = reference;
      } else {
        first.previous = reference;
      }
      first = reference;
    } else {
      strong++;
      reference.previous = last;
      if (last == null) {
        first = reference;
      } else {
        last.next = reference;
      }
      last = reference;
    }
  }

  /** Takes a reference out; returns whether it was there. */
  boolean remove(ReferenceImpl<V> reference) {
    if (!reference.listed) {
      return false;
    }
    reference.listed = false;
    ReferenceImpl<V> before = reference.previous;
    ReferenceImpl<V> after = reference.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    reference.previous = null;
    reference.next = null;
    if (reference.weak()) {
      weak--;
    } else {
      strong--;
    }
    return true;
  }

  int strong() {
    return strong;
  }

  int weak() {
    return weak;
  }

  /** Returns those that listen, in order. */
  List<ReferenceImpl<V>> listening() {
    ReferenceImpl<V> only = first;
    if (only == null || (only == last && only.silent())) {
      return List.of();
    }
    if (only == last) {
      return List.of(only);
    }
    List<ReferenceImpl<V>> all = new ArrayList<>(strong + weak);
    for (ReferenceImpl<V> each = first; each != null; each = each.next) {
      if (!each.silent()) {
        all.add(each);
      }
    }
    return all;
  }

  /** Returns all, in order. */
  List<ReferenceImpl<V>> all() {
    List<ReferenceImpl<V>> all = new ArrayList<>(strong + weak);
    for (ReferenceImpl<V> each = first; each != null; each = each.next) {
      all.add(each);
    }
    return all;
  }

  /** Says whether a strong one belongs to an owner of one of these names. */
  boolean anyStrongOf(Collection<String> owners) {
    for (ReferenceImpl<V> each = first; each != null; each = each.next) {
      if (!each.weak() && each.owner != null && owners.contains(each.owner.name())) {
        return true;
      }
    }
    return false;
  }

  /** Empties the list and returns what was in it, in order. */
  List<ReferenceImpl<V>> drain() {
    List<ReferenceImpl<V>> all = new ArrayList<>(strong + weak);
    while (first != null) {
      ReferenceImpl<V> each = first;
      all.add(each);
      remove(each);
    }
    return all;
  }
}
