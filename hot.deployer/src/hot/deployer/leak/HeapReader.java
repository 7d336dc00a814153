// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;

/** Reads a dump of the heap and finds out how marked class loaders are reached. */
final class HeapReader {

  private final Heap heap;
  private final Deadline deadline;

  /** The loaders that are still there, by the number of their bundle. */
  private final Map<Long, Long> loaders = new HashMap<>();

  /** Ends a search that takes too long. */
  interface Deadline {

    /** Throws when time is up. */
    void check() throws IOException;
  }

  /**
   * What the dump says about a loader.
   *
   * @param path how it is reached; empty if there is no path that is known
   */
  record Answer(Optional<HeapPath> path) {}

  private HeapReader(Path dump, Deadline deadline) throws IOException {
    this.heap = HeapFactory.createHeap(dump.toFile());
    this.deadline = deadline;
  }

  /**
   * Reads a dump.
   *
   * @return how the loaders that are in it are reached, by the number of their bundle; one that was
   *     marked and is missing was collected
   * @throws IOException if it can not be read, or takes too long
   */
  static Map<Long, Answer> read(Path dump, Deadline deadline) throws IOException {
    return new HeapReader(dump, deadline).answers();
  }

  private Map<Long, Answer> answers() throws IOException {
    findLoaders();
    Map<Long, Set<Long>> classes = classesByLoader();
    Map<Long, List<Instance>> own = ownObjects(classes);
    Map<Long, Answer> answers = new HashMap<>();
    for (Map.Entry<Long, Long> loader : loaders.entrySet()) {
      List<Instance> seeds = own.getOrDefault(loader.getValue(), new ArrayList<>());
      Set<Long> ownClasses = classes.getOrDefault(loader.getValue(), Set.of());
      HeapSearch search = new HeapSearch(heap, ownClasses, deadline);
      Optional<HeapPath> path = search.path(seeds, false);
      answers.put(loader.getKey(), new Answer(path.isPresent() ? path : search.path(seeds, true)));
    }
    return answers;
  }

  private void findLoaders() {
    JavaClass marks = heap.getJavaClassByName(HeapMark.class.getName());
    if (marks == null) {
      return;
    }
    for (Object each : marks.getInstances()) {
      Instance mark = (Instance) each;
      if (mark.getValueOfField(HeapMark.LOADER) instanceof Instance reference
          && reference.getValueOfField("referent") instanceof Instance loader
          && mark.getValueOfField(HeapMark.BUNDLE_ID) instanceof Long bundle) {
        loaders.put(bundle, loader.getInstanceId());
      }
    }
  }

  /** The classes of each loader, as numbers of class objects. */
  private Map<Long, Set<Long>> classesByLoader() {
    Map<Long, Set<Long>> classes = new HashMap<>();
    Set<Long> wanted = new HashSet<>(loaders.values());
    for (Object each : heap.getAllClasses()) {
      JavaClass type = (JavaClass) each;
      Long loader = loader(type);
      if (loader != null && wanted.contains(loader)) {
        classes.computeIfAbsent(loader, first -> new HashSet<>()).add(type.getJavaClassId());
      }
    }
    return classes;
  }

  private static @Nullable Long loader(JavaClass type) {
    Instance loader = type.getClassLoader();
    return loader == null ? null : loader.getInstanceId();
  }

  /** The loaders themselves, their classes, and the instances of these. */
  private Map<Long, List<Instance>> ownObjects(Map<Long, Set<Long>> classes) throws IOException {
    Map<Long, List<Instance>> own = new HashMap<>();
    Map<Long, Long> loaderOfClass = new HashMap<>();
    classes.forEach((loader, all) -> all.forEach(type -> loaderOfClass.put(type, loader)));
    for (long loader : loaders.values()) {
      own.put(loader, new ArrayList<>(List.of(heap.getInstanceByID(loader))));
    }
    for (Map.Entry<Long, Long> type : loaderOfClass.entrySet()) {
      Instance asObject = heap.getInstanceByID(type.getKey());
      List<Instance> objects = own.get(type.getValue());
      if (asObject != null && objects != null) {
        objects.add(asObject);
      }
    }
    Iterator<?> all = heap.getAllInstancesIterator();
    for (int count = 0; all.hasNext(); count++) {
      Instance instance = (Instance) all.next();
      if (count % 10_000 == 0) {
        deadline.check();
      }
      JavaClass type = instance.getJavaClass();
      Long loader = type == null ? null : loaderOfClass.get(type.getJavaClassId());
      List<Instance> objects = loader == null ? null : own.get(loader);
      if (objects != null) {
        objects.add(instance);
      }
    }
    return own;
  }
}
