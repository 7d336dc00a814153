// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The buckets of all classes of directives.
 *
 * <p>A bucket is held by its class only; this keeps weak references. So a class of a plugin, its
 * bucket and what is in it can be collected together, and an empty bucket costs nothing.
 */
final class TypeBuckets {

  private final List<WeakReference<TypeBucket>> all = new CopyOnWriteArrayList<>();

  private final ClassValue<TypeBucket> byClass =
      new ClassValue<>() {
        @Override
        protected TypeBucket computeValue(Class<?> type) {
          return new TypeBucket(type);
        }
      };

  /** Returns the bucket of a class; one that {@link #all} knows. */
  TypeBucket of(Class<?> type) {
    TypeBucket bucket = byClass.get(type);
    if (!bucket.known) {
      makeKnown(bucket);
    }
    return bucket;
  }

  private void makeKnown(TypeBucket bucket) {
    synchronized (all) {
      if (!bucket.known) {
        all.removeIf(each -> each.get() == null);
        all.add(new WeakReference<>(bucket));
        bucket.known = true;
      }
    }
  }

  List<TypeBucket> all() {
    return all.stream().map(WeakReference::get).filter(Objects::nonNull).toList();
  }
}
