// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import bus.api.plugin.Deployment;
import bus.api.plugin.DeploymentPlan;
import bus.api.plugin.Leak;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.PluginGeneration;
import bus.api.plugin.Plugins;
import bus.api.plugin.Quarantined;
import bus.api.plugin.UnloadedPlugin;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.TimeoutException;

/** Commands of the scope {@code hot}: the plugins. They return records and print nothing. */
@Component(service = PluginCommands.class)
@GogoCommand(
    scope = "hot",
    function = {
      "deployment",
      "generations",
      "history",
      "leaks",
      "pin",
      "plan",
      "plugin",
      "plugins",
      "quarantine",
      "rescan",
      "retry",
      "rollback",
      "unloaded",
      "unpin"
    })
public final class PluginCommands {
  private static final Duration RESCAN_LIMIT = Duration.ofSeconds(60);
  private static final Duration LEAK_LIMIT = Duration.ofMinutes(5);
  private final Plugins plugins;
  private final Duration rescanLimit;
  private final Duration leakLimit;

  /** Creates the commands of one deployer. */
  @Activate
  public PluginCommands(@Reference Plugins plugins) {
    this(plugins, RESCAN_LIMIT, LEAK_LIMIT);
  }

  PluginCommands(Plugins plugins, Duration rescanLimit, Duration leakLimit) {
    this.plugins = plugins;
    this.rescanLimit = rescanLimit;
    this.leakLimit = leakLimit;
  }

  /** Lists the plugins. */
  @Descriptor("lists the loaded plugins")
  public List<LoadedPlugin> plugins() {
    return new Rows<>(LoadedPlugin.class, plugins.plugins());
  }

  /** Shows one plugin. */
  @Descriptor("shows one loaded plugin")
  public LoadedPlugin plugin(@Descriptor("its id, as hot:plugins shows it") String id) {
    return plugins.plugins().stream()
        .filter(plugin -> plugin.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no plugin " + id + " is loaded; hot:plugins lists them"));
  }

  /** Lists the last deployments. */
  @Descriptor("lists the last deployments, oldest first")
  public List<Deployment> history() {
    return new Rows<>(Deployment.class, plugins.history());
  }

  /** Shows one deployment. */
  @Descriptor("shows one deployment: each change with its reason, each step with its time")
  public Deployment deployment(@Descriptor("its number, as hot:history shows it") long number) {
    return plugins.history().stream()
        .filter(deployment -> deployment.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "deployment " + number + " is not in the history; hot:history lists what is"));
  }

  /** Lists unloaded code. */
  @Descriptor("lists what became of unloaded code, oldest first")
  public List<UnloadedPlugin> unloaded() {
    return new Rows<>(UnloadedPlugin.class, plugins.unloaded());
  }

  /** Looks for leaks. */
  @Descriptor("looks for what holds unloaded code that is still there")
  public List<Leak> leaks(
      @Descriptor("find every holder, by a heap dump, which stops the process for a moment")
          @Parameter(
              names = {"-d", "--dump"},
              presentValue = "true",
              absentValue = "false")
          boolean dump)
      throws InterruptedException, InvocationTargetException {
    Promise<List<Leak>> found =
        bounded(plugins.findLeaks(dump), leakLimit, "not found out after %d ms");
    return new Rows<>(Leak.class, found.getValue());
  }

  /** Looks at the plugin folders now. */
  @Descriptor("looks at the plugin folders now, and shows what was deployed")
  public Deployment rescan() throws InterruptedException, InvocationTargetException {
    return await(plugins.rescan());
  }

  /** Shows what a look would do. */
  @Descriptor("shows what a look at the plugin folders would do now, and does nothing of it")
  public DeploymentPlan plan() throws InterruptedException, InvocationTargetException {
    return await(plugins.plan());
  }

  /** Lists what is not taken. */
  @Descriptor("lists the files that are not taken, why, and what they wait for")
  public List<Quarantined> quarantine() {
    return new Rows<>(Quarantined.class, plugins.quarantine());
  }

  /** Tries again what is in quarantine. */
  @Descriptor("tries again what is in quarantine, though its file has not changed")
  public Deployment retry(@Descriptor("its plugin or file, as hot:quarantine shows it") String name)
      throws InterruptedException, InvocationTargetException {
    return await(plugins.retry(name));
  }

  /** Lists the generations of a plugin. */
  @Descriptor("lists the generations that a plugin can be rolled back to, oldest first")
  public List<PluginGeneration> generations(
      @Descriptor("its id, as hot:plugins shows it") String id) {
    List<PluginGeneration> kept = plugins.generations(id);
    return new Rows<>(PluginGeneration.class, kept.isEmpty() ? none(id) : kept);
  }

  private List<PluginGeneration> none(String id) {
    plugin(id);
    return List.of();
  }

  /** Rolls a plugin back. */
  @Descriptor("goes back to an earlier generation of a plugin, until its file changes")
  public Deployment rollback(
      @Descriptor("its id, as hot:plugins shows it") String id,
      @Descriptor("the generation, as hot:generations shows it") int generation)
      throws InterruptedException, InvocationTargetException {
    return await(plugins.rollback(id, generation));
  }

  /** Pins a plugin. */
  @Descriptor("keeps what runs of a plugin, whatever happens to its file")
  public LoadedPlugin pin(@Descriptor("its id, as hot:plugins shows it") String id)
      throws InterruptedException, InvocationTargetException {
    return await(plugins.pin(id));
  }

  /** Unpins a plugin. */
  @Descriptor("lets a pinned plugin go with its file again, and shows what was deployed")
  public Deployment unpin(@Descriptor("its id, as hot:plugins shows it") String id)
      throws InterruptedException, InvocationTargetException {
    return await(plugins.unpin(id));
  }

  private <T> T await(Promise<T> asked) throws InterruptedException, InvocationTargetException {
    Promise<T> done =
        bounded(
            asked,
            rescanLimit,
            "not done after %d ms; hot:history shows the deployment when it is");
    Throwable failure = done.getFailure();
    if (failure instanceof IllegalArgumentException || failure instanceof IllegalStateException) {
      throw (RuntimeException) failure;
    }
    return done.getValue();
  }

  /** Waits for a promise; a late one is an error that says after how many ms. */
  private static <T> Promise<T> bounded(Promise<T> asked, Duration limit, String late)
      throws InterruptedException {
    Promise<T> done = asked.timeout(limit.toMillis());
    if (done.getFailure() instanceof TimeoutException) {
      throw new IllegalStateException(late.formatted(limit.toMillis()));
    }
    return done;
  }
}
