// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.PluginConstants;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an earlier process, or an earlier deployer of this one, has left in the framework. The
 * folders and the journal say what is to run, never the framework's own memory.
 *
 * <p>Belongs to the deployer's thread.
 */
final class LeftOvers {

  private static final Logger log = LoggerFactory.getLogger(LeftOvers.class);

  private final BundleContext context;
  private final Journal journal;
  private final Unloader unloader;

  LeftOvers(BundleContext context, Journal journal, Unloader unloader) {
    this.context = context;
    this.journal = journal;
    this.unloader = unloader;
  }

  /**
   * Takes all of them out, and sees to it that their generations are not given again.
   *
   * @return how many there were
   */
  int remove() {
    int found = 0;
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getLocation().startsWith(PluginConstants.LOCATION_PREFIX)) {
        remove(bundle);
        found++;
      }
    }
    return found;
  }

  private void remove(Bundle bundle) {
    String name = bundle.getLocation().substring(PluginConstants.LOCATION_PREFIX.length());
    int slash = Math.max(name.lastIndexOf('/'), 0);
    String plugin = name.substring(0, slash);
    String number = name.substring(slash).replace("/", "");
    int generation = number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
    journal.seen(plugin, generation);
    String note =
        unloader.unload(
            new Unloader.Leaving(
                plugin, bundle.getVersion().toString(), generation, bundle.getBundleId()),
            new StepTimes());
    log.info("left-over plugin removed location={} note={}", bundle.getLocation(), note);
  }
}
