// SPDX-License-Identifier: Apache-2.0
package bus.runtime.codec;

import bus.api.codec.Codecs;
import bus.api.codec.DirectiveCodec;
import bus.api.directive.Directive;
import bus.api.directive.Registration;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The codecs that are known.
 *
 * <p>A codec hangs on the class of its directives; this keeps weak references. So a class of a
 * plugin and a codec for it can be collected together. Thread-safe.
 */
public final class CodecTable implements Codecs {

  private final Object lock = new Object();

  /** Guarded by {@code lock}; the newest last. */
  private final Map<String, List<WeakReference<DirectiveCodec<?, ?>>>> byName = new HashMap<>();

  private final ClassValue<OfClass> byClass =
      new ClassValue<>() {
        @Override
        protected OfClass computeValue(Class<?> type) {
          return new OfClass();
        }
      };

  /** The codecs of one class. */
  private static final class OfClass {

    /** Guarded by the table's lock; the newest last. */
    private final List<DirectiveCodec<?, ?>> added = new ArrayList<>(1);

    private volatile @Nullable DirectiveCodec<?, ?> json;
  }

  /** Creates a table without codecs. */
  public CodecTable() {}

  @Override
  public Registration add(DirectiveCodec<?, ?> codec) {
    String name = checkedName(codec.typeName(), "codec " + codec.getClass().getName());
    OfClass ofClass = byClass.get(codec.directiveType());
    WeakReference<DirectiveCodec<?, ?>> entry = new WeakReference<>(codec);
    synchronized (lock) {
      byName.values().forEach(entries -> entries.removeIf(each -> each.get() == null));
      byName.values().removeIf(List::isEmpty);
      byName.computeIfAbsent(name, each -> new ArrayList<>(1)).add(entry);
      ofClass.added.add(codec);
    }
    return new Added(this, ofClass, name, entry);
  }

  /** A codec in the table; it holds neither the codec nor its class. */
  private static final class Added implements Registration {

    private final CodecTable table;
    private final WeakReference<OfClass> ofClass;
    private final String name;
    private final WeakReference<DirectiveCodec<?, ?>> entry;

    Added(
        CodecTable table, OfClass ofClass, String name, WeakReference<DirectiveCodec<?, ?>> entry) {
      this.table = table;
      this.ofClass = new WeakReference<>(ofClass);
      this.name = name;
      this.entry = entry;
    }

    @Override
    public void close() {
      synchronized (table.lock) {
        List<WeakReference<DirectiveCodec<?, ?>>> entries = table.byName.get(name);
        if (entries == null || !entries.remove(entry)) {
          return;
        }
        if (entries.isEmpty()) {
          table.byName.remove(name);
        }
        OfClass left = ofClass.get();
        DirectiveCodec<?, ?> codec = entry.get();
        if (left != null && codec != null) {
          removeLast(left.added, codec);
        }
      }
    }

    /** By identity; added twice means it is there twice. */
    private static void removeLast(List<DirectiveCodec<?, ?>> codecs, DirectiveCodec<?, ?> codec) {
      for (int i = codecs.size() - 1; i >= 0; i--) {
        if (codecs.get(i) == codec) {
          codecs.remove(i);
          return;
        }
      }
    }
  }

  @Override
  public Optional<DirectiveCodec<?, ?>> byName(String typeName) {
    synchronized (lock) {
      List<WeakReference<DirectiveCodec<?, ?>>> entries = byName.getOrDefault(typeName, List.of());
      for (int i = entries.size() - 1; i >= 0; i--) {
        DirectiveCodec<?, ?> codec = entries.get(i).get();
        if (codec != null) {
          return Optional.of(codec);
        }
      }
    }
    return Optional.empty();
  }

  @Override
  @SuppressWarnings("unchecked") // a codec is kept under the class that it says
  public <V, D extends Directive<V>> Optional<DirectiveCodec<V, D>> byType(Class<D> type) {
    OfClass ofClass = byClass.get(type);
    DirectiveCodec<?, ?> found = null;
    synchronized (lock) {
      if (!ofClass.added.isEmpty()) {
        found = ofClass.added.get(ofClass.added.size() - 1);
      }
    }
    if (found == null && type.isRecord()) {
      found = ofClass.json;
    }
    if (found == null && type.isRecord()) {
      found = json(type);
      ofClass.json = found;
    }
    return Optional.ofNullable((DirectiveCodec<V, D>) found);
  }

  /** Returns null if the record is not plain data. */
  private static <V, D extends Directive<V>> @Nullable DirectiveCodec<V, D> json(Class<D> type) {
    try {
      return new JsonCodec<>(type.getName(), type);
    } catch (IllegalArgumentException noData) {
      return null;
    }
  }

  @Override
  public <V, D extends Record & Directive<V>> DirectiveCodec<V, D> json(
      String typeName, Class<D> type) {
    return new JsonCodec<>(typeName, type);
  }

  static String checkedName(String name, String whose) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the type name of a " + whose + " must not be blank");
    }
    return name;
  }
}
