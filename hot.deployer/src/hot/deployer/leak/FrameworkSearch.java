// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import bus.api.plugin.Leak.Holder.Kind;
import hot.deployer.leak.Insides.Shut;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Listeners and services in the framework. Those that a bundle has registered itself go when it
 * stops; those that it has registered through the context of another bundle do not. Which objects
 * they are only Felix's own fields tell.
 */
final class FrameworkSearch implements Search {

  private static final String OWN_CONTEXT =
      "register it with the plugin's own bundle context, so that it goes with the plugin";
  private static final Map<String, String> LISTENERS =
      Map.of(
          "m_fwkListeners", "framework listener",
          "m_bndlListeners", "bundle listener",
          "m_syncBndlListeners", "synchronous bundle listener",
          "m_svcListeners", "service listener");

  private final BundleContext context;

  FrameworkSearch(BundleContext context) {
    this.context = context;
  }

  @Override
  public String places() {
    return "listeners and services of the framework";
  }

  @Override
  public void look(Suspect suspect, Findings findings) throws Shut {
    for (ServiceReference<?> reference : services()) {
      service(reference, suspect, findings);
    }
    Object felix = Insides.read(context, "m_felix");
    Object dispatcher = felix == null ? null : Insides.read(felix, "m_dispatcher");
    if (dispatcher == null) {
      return;
    }
    for (Map.Entry<String, String> kind : LISTENERS.entrySet()) {
      if (Insides.read(dispatcher, kind.getKey()) instanceof Map<?, ?> all) {
        listeners(kind.getValue(), all, suspect, findings);
      }
    }
  }

  private List<ServiceReference<?>> services() throws Shut {
    try {
      ServiceReference<?> @Nullable [] all = context.getAllServiceReferences(null, null);
      return Arrays.asList(Optional.ofNullable(all).orElse(new ServiceReference<?>[0]));
    } catch (InvalidSyntaxException impossible) {
      throw new Shut("services can not be listed", impossible);
    }
  }

  private static void service(ServiceReference<?> reference, Suspect suspect, Findings findings)
      throws Shut {
    Object registration = Insides.read(reference, "this$0");
    Object service = registration == null ? null : Insides.read(registration, "m_svcObj");
    if (service != null && suspect.owns(service)) {
      Bundle @Nullable [] users = reference.getUsingBundles();
      findings.add(
          Kind.SERVICE,
          "bundle %s has registered the service %s, a %s%s"
              .formatted(
                  name(reference.getBundle()),
                  Arrays.toString((Object[]) reference.getProperty(Constants.OBJECTCLASS)),
                  service.getClass().getName(),
                  users == null ? "" : ", used by " + names(users)),
          OWN_CONTEXT);
    }
    for (String key : reference.getPropertyKeys()) {
      Object value = reference.getProperty(key);
      if (suspect.owns(value)) {
        findings.add(
            Kind.SERVICE,
            "property %s of a service of bundle %s has a %s as its value"
                .formatted(key, name(reference.getBundle()), value.getClass().getName()),
            "use JDK types for the properties of services");
      }
    }
  }

  private static void listeners(
      String kind, Map<?, ?> byContext, Suspect suspect, Findings findings) throws Shut {
    for (Map.Entry<?, ?> entry : byContext.entrySet()) {
      if (entry.getKey() instanceof BundleContext owner
          && entry.getValue() instanceof List<?> all) {
        for (Object info : all) {
          Object listener = Insides.read(info, "m_listener");
          if (listener != null && suspect.owns(listener)) {
            findings.add(
                Kind.LISTENER,
                "bundle %s has the %s %s"
                    .formatted(name(owner), kind, listener.getClass().getName()),
                OWN_CONTEXT);
          }
        }
      }
    }
  }

  private static String name(BundleContext owner) {
    try {
      return name(owner.getBundle());
    } catch (IllegalStateException stopped) {
      return "that is gone";
    }
  }

  private static String names(Bundle[] bundles) {
    return Arrays.stream(bundles).map(FrameworkSearch::name).collect(Collectors.joining(", "));
  }

  private static String name(@Nullable Bundle bundle) {
    return bundle == null ? "that is gone" : String.valueOf(bundle.getSymbolicName());
  }
}
