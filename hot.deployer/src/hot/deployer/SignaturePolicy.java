// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import hot.deployer.content.Content;
import hot.deployer.content.PluginManifest;
import hot.deployer.trust.SignatureCheck;
import hot.deployer.trust.Signers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * Takes only contents that were signed by somebody in a key store.
 *
 * <p>Belongs to the deployer's thread.
 */
final class SignaturePolicy implements Verdicts.Policy {

  static final String SIGNERS = "hotbus.signers";
  static final String PASSWORD = "hotbus.signers.password.file";

  private static final int MAX_KNOWN = 1_000;

  private final SignatureCheck check;

  /** By hash, for those that did not pass. */
  private final Map<String, String> refused = new LinkedHashMap<>();

  private SignaturePolicy(SignatureCheck check) {
    this.check = check;
  }

  /** Returns the policy that the framework properties ask for; without them everybody may. */
  static Verdicts.Policy of(BundleContext context) {
    String store = text(context.getProperty(SIGNERS));
    return store.isEmpty()
        ? (content, manifest) -> Optional.empty()
        : new SignaturePolicy(
            new SignatureCheck(
                Signers.of(Path.of(store), Path.of(text(context.getProperty(PASSWORD))))));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.trim();
  }

  @Override
  public Optional<Objection> objection(Content content, PluginManifest manifest) {
    String before = refused.get(content.sha256());
    Optional<String> problem = before == null ? check.problem(content.path()) : Optional.of(before);
    problem.ifPresent(reason -> remember(content.sha256(), reason));
    return problem.map(Objection::lasting);
  }

  private void remember(String hash, String reason) {
    refused.put(hash, reason);
    if (refused.size() > MAX_KNOWN) {
      refused.remove(refused.keySet().iterator().next());
    }
  }
}
