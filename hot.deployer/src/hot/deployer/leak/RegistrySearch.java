// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import bus.api.plugin.Leak.Holder.Kind;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.security.Provider;
import java.security.Security;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Handlers, providers and defaults that the JVM has one of. */
final class RegistrySearch implements Search {

  @Override
  public String places() {
    return "handlers and defaults of the JVM";
  }

  @Override
  public void look(Suspect suspect, Findings findings) {
    object("the default handler of uncaught exceptions", suspect, findings)
        .accept(Thread.getDefaultUncaughtExceptionHandler());
    object("the default ProxySelector", suspect, findings).accept(ProxySelector.getDefault());
    object("the default Authenticator", suspect, findings).accept(Authenticator.getDefault());
    object("the default CookieHandler", suspect, findings).accept(CookieHandler.getDefault());
    object("the default ResponseCache", suspect, findings).accept(ResponseCache.getDefault());
    for (Provider provider : Security.getProviders()) {
      object("the security provider " + provider.getName(), suspect, findings).accept(provider);
    }
    for (Map.Entry<?, ?> property : Map.copyOf(System.getProperties()).entrySet()) {
      object("the value of the system property " + property.getKey(), suspect, findings)
          .accept(property.getValue());
    }
  }

  /** Adds an object if it is the plugin's. */
  private interface Check {
    void accept(@Nullable Object object);
  }

  private static Check object(String what, Suspect suspect, Findings findings) {
    return object -> {
      if (object != null && suspect.owns(object)) {
        findings.add(
            Kind.JVM_REGISTRY,
            what + " is a " + object.getClass().getName(),
            "set back when the controller closes what was there before");
      }
    };
  }
}
