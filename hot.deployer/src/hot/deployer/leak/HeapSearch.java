// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import hot.deployer.leak.HeapReader.Deadline;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.netbeans.lib.profiler.heap.ArrayItemValue;
import org.netbeans.lib.profiler.heap.FieldValue;
import org.netbeans.lib.profiler.heap.GCRoot;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.netbeans.lib.profiler.heap.JavaFrameGCRoot;
import org.netbeans.lib.profiler.heap.ThreadObjectGCRoot;
import org.netbeans.lib.profiler.heap.Value;

/**
 * Goes from the objects of a plugin backwards along the references, to the nearest root that is not
 * the plugin's own: a thread, a static field of another class, something of the VM.
 */
final class HeapSearch {

  private static final int MAX_OBJECTS = 500_000;
  private static final String REFERENT = "referent";

  private final Heap heap;
  private final Set<Long> ownClasses;
  private final Deadline deadline;

  /** An object on the way, and the reference that led from it towards the plugin. */
  private record Node(Instance object, @Nullable Node next, String step) {}

  HeapSearch(Heap heap, Set<Long> ownClasses, Deadline deadline) {
    this.heap = heap;
    this.ownClasses = ownClasses;
    this.deadline = deadline;
  }

  /**
   * Finds the shortest path.
   *
   * @param seeds the objects of the plugin
   * @param softly whether to follow soft references
   */
  Optional<HeapPath> path(List<Instance> seeds, boolean softly) throws IOException {
    Map<Long, Node> seen = new HashMap<>();
    Deque<Node> queue = new ArrayDeque<>();
    for (Instance seed : seeds) {
      Node node = new Node(seed, null, seed(seed));
      seen.put(seed.getInstanceId(), node);
      queue.add(node);
    }
    while (!queue.isEmpty() && seen.size() < MAX_OBJECTS) {
      deadline.check();
      Node node = queue.remove();
      Optional<HeapPath> root = root(node, softly);
      if (root.isPresent()) {
        return root;
      }
      for (Object each : node.object.getReferences()) {
        Value reference = (Value) each;
        if (isStatic(reference)) {
          Optional<HeapPath> field = staticField(node, (FieldValue) reference, softly);
          if (field.isPresent()) {
            return field;
          }
        } else if (counts(reference, softly)) {
          Instance holder = reference.getDefiningInstance();
          if (!seen.containsKey(holder.getInstanceId())) {
            Node before = new Node(holder, node, step(reference));
            seen.put(holder.getInstanceId(), before);
            queue.add(before);
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<HeapPath> root(Node node, boolean softly) {
    GCRoot root = heap.getGCRoot(node.object);
    if (root == null || root.getKind().equals(GCRoot.STICKY_CLASS)) {
      return Optional.empty();
    }
    Instance thread = thread(root);
    String name =
        thread == null
            ? root.getKind() + " " + HeapText.name(node.object)
            : HeapText.thread(thread, !root.getKind().equals(GCRoot.THREAD_OBJECT));
    return Optional.of(new HeapPath(name, thread != null, steps(node), softly));
  }

  private static @Nullable Instance thread(GCRoot root) {
    if (root.getKind().equals(GCRoot.THREAD_OBJECT)) {
      return root.getInstance();
    }
    ThreadObjectGCRoot owner =
        root instanceof JavaFrameGCRoot frame ? frame.getThreadGCRoot() : null;
    return owner == null ? null : owner.getInstance();
  }

  private Optional<HeapPath> staticField(Node node, FieldValue value, boolean softly) {
    JavaClass owner = value.getField().getDeclaringClass();
    if (ownClasses.contains(owner.getJavaClassId()) || value.getField().getName().startsWith("<")) {
      return Optional.empty();
    }
    String field = "static field " + owner.getName() + "." + value.getField().getName();
    return Optional.of(new HeapPath(field, false, steps(node), softly));
  }

  private static boolean isStatic(Value value) {
    return value instanceof FieldValue field && field.getField().isStatic();
  }

  /** Weak references do not hold; soft ones do, as long as there is memory. */
  private static boolean counts(Value value, boolean softly) {
    if (value instanceof FieldValue field && field.getField().getName().equals(REFERENT)) {
      return softly
          && isA(value.getDefiningInstance().getJavaClass(), "java.lang.ref.SoftReference");
    }
    return value.getDefiningInstance() != null;
  }

  private static boolean isA(@Nullable JavaClass type, String name) {
    JavaClass next = type;
    while (next != null && !next.getName().equals(name)) {
      next = next.getSuperClass();
    }
    return next != null;
  }

  private String seed(Instance own) {
    JavaClass asClass = heap.getJavaClassByID(own.getInstanceId());
    return asClass == null ? HeapText.name(own) : "class " + asClass.getName();
  }

  private static String step(Value value) {
    String owner = HeapText.name(value.getDefiningInstance());
    if (value instanceof FieldValue field) {
      return owner + "." + field.getField().getName();
    }
    return value instanceof ArrayItemValue item
        ? owner.replaceFirst("\\[\\]$", "[" + item.getIndex() + "]")
        : owner;
  }

  private static List<String> steps(Node from) {
    List<String> steps = new ArrayList<>();
    for (Node node = from; node != null; node = node.next) {
      steps.add(node.step);
    }
    return steps;
  }
}
