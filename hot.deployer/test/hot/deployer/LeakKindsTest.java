// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import bus.api.plugin.Deployment.Change.Kind;
import bus.api.plugin.Leak;
import bus.api.plugin.Leak.Holder;
import hot.deployer.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A plugin for each kind of leak: unloaded all together, and the report names the holder of each
 * (issue "unloading that is proven", 6).
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeakKindsTest {

  /**
   * A plugin that leaves something behind.
   *
   * @param start what its activator does
   * @param kind what the report must call it
   * @param quick what a look without a dump must say; empty if only a dump shows it
   * @param dump what the path in the dump must pass
   */
  record Leaky(String id, String start, Holder.Kind kind, String quick, String dump) {
    @Override
    public String toString() {
      return id;
    }
  }

  private static final List<Leaky> LEAKY =
      List.of(
          new Leaky(
              "thread",
              "Host.daemon(new Thread(new Runnable() { public void run() { Host.await(); } },"
                  + " \"leak-1\")).start();",
              Holder.Kind.THREAD,
              "thread \"leak-1\" runs thread.Activator$1",
              "thread \"leak-1\""),
          new Leaky(
              "subclass",
              "Host.daemon(new Thread(\"leak-2\") { public void run() { Host.await(); }"
                  + " }).start();",
              Holder.Kind.THREAD,
              "thread \"leak-2\" is a subclass.Activator$1",
              "thread \"leak-2\""),
          new Leaky(
              "context",
              """
              Thread thread = Host.neutral("leak-3");
              thread.setContextClassLoader(getClass().getClassLoader());
              thread.start();
              """,
              Holder.Kind.THREAD,
              "thread \"leak-3\" has the plugin's class loader as its context class loader",
              "thread \"leak-3\""),
          new Leaky(
              "timer",
              "new java.util.Timer(\"leak-4\", true).schedule("
                  + "new java.util.TimerTask() { public void run() {} }, 3600000L);",
              Holder.Kind.TIMER,
              "the timer of thread \"leak-4\" has the task timer.Activator$1",
              "java.util.TimerThread"),
          new Leaky(
              "scheduler",
              "Host.SCHEDULER.schedule(new Runnable() { public void run() {} }, 1L,"
                  + " java.util.concurrent.TimeUnit.HOURS);",
              Holder.Kind.TIMER,
              "",
              "ScheduledThreadPoolExecutor"),
          new Leaky(
              "threadlocal",
              "Host.WORKER.submit(new Runnable() { public void run() {"
                  + " Host.LOCAL.set(this); } }).get();",
              Holder.Kind.THREAD_LOCAL,
              "thread \"host-worker\" has a thread-local of type java.lang.ThreadLocal with a"
                  + " threadlocal.Activator$1",
              "ThreadLocal$ThreadLocalMap"),
          new Leaky(
              "hook",
              "Runtime.getRuntime().addShutdownHook(new Thread(\"leak-5\") {});",
              Holder.Kind.SHUTDOWN_HOOK,
              "the shutdown hook \"leak-5\" is a hook.Activator$1",
              "java.lang.ApplicationShutdownHooks"),
          new Leaky(
              "driver",
              """
              java.sql.DriverManager.registerDriver(new java.sql.Driver() {
                public java.sql.Connection connect(String url, java.util.Properties p) { return null; }
                public boolean acceptsURL(String url) { return false; }
                public java.sql.DriverPropertyInfo[] getPropertyInfo(
                    String url, java.util.Properties p) { return null; }
                public int getMajorVersion() { return 1; }
                public int getMinorVersion() { return 0; }
                public boolean jdbcCompliant() { return false; }
                public java.util.logging.Logger getParentLogger() { return null; }
              });
              """,
              Holder.Kind.JDBC_DRIVER,
              "java.sql.DriverManager has the driver driver.Activator$1",
              "java.sql.DriverManager"),
          new Leaky(
              "bean",
              """
              java.lang.management.ManagementFactory.getPlatformMBeanServer().registerMBean(
                  new javax.management.DynamicMBean() {
                    public Object getAttribute(String name) { return null; }
                    public void setAttribute(javax.management.Attribute a) {}
                    public javax.management.AttributeList getAttributes(String[] names) {
                      return null; }
                    public javax.management.AttributeList setAttributes(
                        javax.management.AttributeList list) { return null; }
                    public Object invoke(String name, Object[] args, String[] types) { return null; }
                    public javax.management.MBeanInfo getMBeanInfo() {
                      return new javax.management.MBeanInfo(
                          getClass().getName(), "", null, null, null, null); }
                  }, new javax.management.ObjectName("leak:type=Bean"));
              """,
              Holder.Kind.MBEAN,
              "the MBean leak:type=Bean is a bean.Activator$1",
              "com.sun.jmx.mbeanserver"),
          new Leaky(
              "provider",
              "java.security.Security.addProvider("
                  + "new java.security.Provider(\"leak\", \"1\", \"\") {});",
              Holder.Kind.JVM_REGISTRY,
              "the security provider leak is a provider.Activator$1",
              "sun.security.jca.Providers"),
          new Leaky(
              "listener",
              "context.getBundle(0).getBundleContext().addServiceListener(new ServiceListener() {"
                  + " public void serviceChanged(ServiceEvent event) {} });",
              Holder.Kind.LISTENER,
              "bundle org.apache.felix.framework has the service listener listener.Activator$1",
              "ListenerInfo"),
          new Leaky(
              "service",
              "context.getBundle(0).getBundleContext().registerService(Runnable.class,"
                  + " new Runnable() { public void run() {} }, null);",
              Holder.Kind.SERVICE,
              "bundle org.apache.felix.framework has registered the service [java.lang.Runnable], a"
                  + " service.Activator$1",
              "ServiceRegistrationImpl"),
          new Leaky(
              "loader",
              """
              java.util.ServiceLoader<Runnable> services =
                  java.util.ServiceLoader.load(Runnable.class, getClass().getClassLoader());
              Host.SHARED.put("services", services);
              """,
              Holder.Kind.SERVICE_LOADER,
              "",
              "java.util.ServiceLoader"),
          new Leaky(
              "field",
              "Host.SHARED.put(\"leak\", new Object[] {this});",
              Holder.Kind.REFERENCE,
              "",
              "static field hot.deployer.host.Host.SHARED"));

  private static final String CLEAN_START =
      "java.util.Timer timer = new java.util.Timer(\"clean\", true); timer.cancel();";

  private static Stream<Leaky> leaky() {
    return LEAKY.stream();
  }

  private Fixture fixture;
  private final Map<String, Leak> quick = new TreeMap<>();
  private final Map<String, Leak> dumped = new TreeMap<>();

  @BeforeAll
  void loadAndUnload(@TempDir Path directory) throws Exception {
    fixture = new Fixture(directory);
    for (Leaky leaky : leaky().toList()) {
      jar(leaky.id, leaky.start).into(fixture.folder, leaky.id + ".jar");
    }
    jar("soft", "Host.SHARED.put(\"soft\", new java.lang.ref.SoftReference<Object>(this));")
        .into(fixture.folder, "soft.jar");
    jar("clean", CLEAN_START).into(fixture.folder, "clean.jar");
    int all = (int) leaky().count() + 2;
    fixture.deploy();
    await().atMost(Fixture.PATIENCE).until(() -> fixture.changes(Kind.ADDED).size() == all);
    for (Path file : files(fixture.folder)) {
      Files.delete(file);
    }
    await().atMost(Fixture.PATIENCE).until(() -> fixture.changes(Kind.REMOVED).size() == all);
    fixture.leaks(false).forEach(leak -> quick.put(leak.plugin(), leak));
    fixture.leaks(true).forEach(leak -> dumped.put(leak.plugin(), leak));
  }

  @AfterAll
  void letGo() throws Exception {
    Host.letGo();
    java.security.Security.removeProvider("leak");
    fixture.close();
  }

  private static PluginJar jar(String id, String start) {
    return PluginJar.plugin(id, "1.0.0")
        .activator(id, id, start, "")
        .header("Import-Package", "org.osgi.framework, hot.deployer.host, javax.management");
  }

  private static List<Path> files(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(Comparator.naturalOrder()).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("leaky")
  void namesTheHolderInTheHeapDump(Leaky leaky) {
    Leak leak = dumped.get(leaky.id);
    assertThat(leak).as("%s in %s", leaky.id, dumped.keySet()).isNotNull();
    assertThat(leak.proven()).as(leak.toString()).isTrue();
    assertThat(leak.holders()).extracting(Holder::kind).as(leak.toString()).contains(leaky.kind);
    assertThat(leak.holders())
        .as(leak.toString())
        .anySatisfy(
            holder -> {
              assertThat(holder.path()).isNotEmpty();
              assertThat(holder.what() + holder.path()).contains(leaky.dump);
            });
  }

  @ParameterizedTest
  @MethodSource("leaky")
  void namesTheUsualHoldersWithoutAHeapDump(Leaky leaky) {
    if (leaky.quick.isEmpty()) {
      assertThat(quick.get(leaky.id).proven()).isFalse();
    } else {
      assertThat(quick.get(leaky.id).holders())
          .extracting(Holder::kind, Holder::what)
          .contains(tuple(leaky.kind, leaky.quick));
    }
  }

  @Test
  void doesNotAccuseTheWellBehaved() {
    assertThat(dumped).doesNotContainKey("clean");
  }

  @Test
  void callsWhatIsHeldSoftlyNoLeak() {
    Leak leak = dumped.get("soft");
    assertThat(leak.proven()).as(leak.toString()).isFalse();
    assertThat(leak.holders()).extracting(Holder::kind).contains(Holder.Kind.CACHE);
  }

  @Test
  void deletesTheHeapDump() {
    assertThat(fixture.state.resolve("heap")).doesNotExist();
  }
}
