// SPDX-License-Identifier: Apache-2.0
package bus.api.plugin;

import bus.api.directive.Failure;
import bus.api.directive.Registration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Moves running controllers from one generation of plugins to the next; the bus offers it to the
 * deployer.
 *
 * <p>The factories of a bundle whose location begins with {@link PluginConstants#LOCATION_PREFIX}
 * are offered to nobody until a switch names the bundle. An OSGi service, for use by the deployer
 * only.
 */
@ProviderType
public interface GenerationSwitch {

  /**
   * Switches, all or nothing. For each running controller of an old bundle whose config id a new
   * bundle has as well, the new controller is made, given the old one's state, executed until
   * ready, and put in its place: its handlers are attached, the values are replaced, and the old
   * controller is closed. Controllers without a successor are stopped; requests that wait for one
   * of the new factories are answered.
   *
   * <p>Blocks, within the bus's time limits. When it returns well, no controller of an old bundle
   * is on the bus; when not, all are as they were. One call at a time.
   *
   * @param changes which bundle takes the place of which
   * @return what came about; never throws for failures of controllers
   */
  Result switchTo(Collection<Change> changes);

  /**
   * Switches like {@link #switchTo}, on probation: until it is {@linkplain #confirm confirmed} one
   * can {@linkplain #returnFrom return} from it. A controller that took the place of another one
   * and fails meanwhile is told to those who listen {@linkplain #onTrouble to trouble}; it stays on
   * the bus and is not started again before the probation ends.
   *
   * @param changes which bundle takes the place of which
   * @return what came about; never throws for failures of controllers
   */
  Result switchOnProbation(Collection<Change> changes);

  /**
   * Ends a probation well. Does not wait for anything.
   *
   * @param changes as they were given to {@link #switchOnProbation}
   */
  void confirm(Collection<Change> changes);

  /**
   * Ends a probation by going back, all or nothing: the controllers of the old bundles, which must
   * be active still, are made again, given the state of those they succeed or else the state that
   * they had saved themselves, executed until ready and put in the place of the new ones, which are
   * closed. Blocks, within the bus's time limits. One call at a time, for this and switches.
   *
   * @param changes as they were given to {@link #switchOnProbation}
   * @return what came about; if it failed, the new controllers stay and the probation has ended
   */
  Result returnFrom(Collection<Change> changes);

  /**
   * Listens to controllers that fail on probation.
   *
   * @param listener called on any thread, with no lock held; must be quick
   * @return ends the listening
   */
  Registration onTrouble(Consumer<? super Trouble> listener);

  /**
   * A controller that fails on probation.
   *
   * @param plugin the id of its plugin
   * @param bundle the number of its bundle
   * @param controller its name on the bus
   * @param failure why
   */
  record Trouble(String plugin, long bundle, String controller, Failure failure) {}

  /**
   * A change of the current generation of one plugin.
   *
   * @param plugin the plugin id
   * @param generation the new generation, or the last one if the plugin goes
   * @param from the number of the bundle that has been current, or null if the plugin is new
   * @param to the number of the bundle that becomes current, active already; or null if the plugin
   *     goes
   */
  record Change(String plugin, int generation, @Nullable Long from, @Nullable Long to) {}

  /**
   * What came about.
   *
   * @param failure why the switch was undone, or null if it took place
   * @param plugin the id of the plugin whose controller failed, empty if none did
   * @param notes what else is worth telling, such as a controller that did not stop in time
   * @param steps how long each step took, in order
   */
  record Result(
      @Nullable Failure failure, String plugin, List<String> notes, List<StepTime> steps) {

    /** Copies both lists. */
    public Result {
      notes = List.copyOf(notes);
      steps = List.copyOf(steps);
    }
  }
}
