// SPDX-License-Identifier: Apache-2.0
package hot.deployer.flight;

import bus.api.plugin.UnloadedPlugin;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.AnnotationElement;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.EventFactory;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.ValueDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events. Their types are made when something is recorded for the first time: that takes
 * a moment, which no start should wait for. They are made by a factory, since the Flight Recorder
 * links classes of events to its own insides, which no bundle sees.
 */
final class JfrLog implements FlightLog {

  /** The event types. */
  record Types(EventFactory deployment, EventFactory step, EventFactory unloading) {

    void unregister() {
      Stream.of(deployment, step, unloading).forEach(EventFactory::unregister);
    }
  }

  private @Nullable Types types;
  private boolean closed;

  JfrLog() {
    // Links what it needs, so that it fails here where the Flight Recorder is missing.
    FlightRecorder.isInitialized();
  }

  @Override
  public Flight begin() {
    Types present = types();
    return present == null || !(isEnabled(present.deployment()) || isEnabled(present.step()))
        ? Flight.NONE
        : new JfrFlight(present);
  }

  @Override
  public void judged(UnloadedPlugin plugin) {
    Types present = types();
    if (present != null && isEnabled(present.unloading())) {
      Event event = present.unloading().newEvent();
      event.set(0, plugin.plugin());
      event.set(1, plugin.version());
      event.set(2, plugin.generation());
      event.set(3, plugin.bundleId());
      event.set(4, plugin.at().toEpochMilli());
      event.set(5, plugin.proof().name());
      event.set(6, plugin.note());
      event.commit();
    }
  }

  private static boolean isEnabled(EventFactory type) {
    return type.getEventType().isEnabled();
  }

  private synchronized @Nullable Types types() {
    if (types == null && !closed && FlightRecorder.isInitialized()) {
      types = new Types(deployment(), step(), unloading());
    }
    return types;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (types != null) {
      types.unregister();
      types = null;
    }
  }

  private static EventFactory deployment() {
    return type(
        "hotbus.Deployment",
        "Deployment",
        "One transaction that took the set of plugins from one state to the next",
        field(long.class, "number", "Number"),
        field(boolean.class, "successful", "Successful"),
        field(int.class, "changes", "Number of changes"),
        field(String.class, "what", "What changed"));
  }

  private static EventFactory step() {
    return type(
        "hotbus.DeploymentStep",
        "Deployment step",
        "A step of a deployment. Those that its own code has not timed have no duration",
        field(long.class, "deployment", "Deployment"),
        field(String.class, "step", "Step"),
        field(
            long.class,
            "time",
            "Time",
            new AnnotationElement(Timespan.class, Timespan.NANOSECONDS)));
  }

  private static EventFactory unloading() {
    return type(
        "hotbus.UnloadProof",
        "Unload proof",
        "The class loader of an unloaded plugin was collected, is held, or was abandoned",
        field(String.class, "plugin", "Plugin"),
        field(String.class, "version", "Version"),
        field(int.class, "generation", "Generation"),
        field(long.class, "bundle", "Bundle"),
        field(
            long.class,
            "unloaded",
            "Unloaded at",
            new AnnotationElement(Timestamp.class, Timestamp.MILLISECONDS_SINCE_EPOCH)),
        field(String.class, "proof", "Proof"),
        field(String.class, "note", "Note"));
  }

  private static EventFactory type(
      String name, String label, String description, ValueDescriptor... fields) {
    return EventFactory.create(
        List.of(
            new AnnotationElement(Name.class, name),
            new AnnotationElement(Label.class, label),
            new AnnotationElement(Description.class, description),
            new AnnotationElement(Category.class, new String[] {"Hotbus"}),
            new AnnotationElement(StackTrace.class, false)),
        List.of(fields));
  }

  private static ValueDescriptor field(
      Class<?> type, String name, String label, AnnotationElement... more) {
    return new ValueDescriptor(
        type,
        name,
        Stream.concat(Stream.of(new AnnotationElement(Label.class, label)), Stream.of(more))
            .toList());
  }
}
