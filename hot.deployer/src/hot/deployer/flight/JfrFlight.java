// SPDX-License-Identifier: Apache-2.0
package hot.deployer.flight;

import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jfr.Event;

/** Keeps the events of one deployment until it is known whether there was one. */
final class JfrFlight implements Flight {

  private static final int MAX_TEXT = 1_000;

  private final JfrLog.Types types;
  private final Event deployment;
  private final List<Event> steps = new ArrayList<>();

  JfrFlight(JfrLog.Types types) {
    this.types = types;
    this.deployment = types.deployment().newEvent();
    this.deployment.begin();
  }

  @Override
  public Step step(String name) {
    Event event = types.step().newEvent();
    event.begin();
    return time -> end(event, name, time);
  }

  private void end(Event event, String name, Duration time) {
    event.end();
    event.set(1, name);
    event.set(2, time.toNanos());
    steps.add(event);
  }

  @Override
  public void commit(Deployment told) {
    deployment.end();
    deployment.set(0, told.number());
    deployment.set(1, told.successful());
    deployment.set(2, told.changes().size());
    deployment.set(3, text(told));
    deployment.commit();
    commitSteps(told.number());
  }

  @Override
  public void commitSteps(long number) {
    for (Event step : steps) {
      step.set(0, number);
      step.commit();
    }
    steps.clear();
  }

  private static String text(Deployment told) {
    String all = told.changes().stream().map(JfrFlight::text).collect(Collectors.joining("; "));
    return all.length() <= MAX_TEXT ? all : all.substring(0, MAX_TEXT) + "...";
  }

  private static String text(Change change) {
    String kind = change.kind().name().toLowerCase(Locale.ROOT);
    String versions =
        change.fromVersion().isEmpty() || change.toVersion().isEmpty()
            ? change.fromVersion() + change.toVersion()
            : change.fromVersion() + " -> " + change.toVersion();
    return "%s %s: %s".formatted(kind, (change.plugin() + " " + versions).strip(), change.reason());
  }
}
