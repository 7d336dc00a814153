// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.directive.Failure;
import bus.api.plugin.PluginConstants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;

/** Says in a line what a bundle misses that can not be resolved. */
final class ResolveDiagnosis {

  private final BundleContext context;

  ResolveDiagnosis(BundleContext context) {
    this.context = context;
  }

  /**
   * Finds what is missing.
   *
   * @param visible the numbers of the plugin bundles that the bundle could be wired to
   * @param failure what the framework said
   */
  String explain(Bundle bundle, Set<Long> visible, Failure failure) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    List<String> missing = new ArrayList<>();
    if (revision != null) {
      List<BundleCapability> offered = offered(visible);
      for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
        if (isNeeded(requirement) && offered.stream().noneMatch(requirement::matches)) {
          missing.add(describe(requirement, offered));
        }
      }
    }
    return missing.isEmpty() ? condensed(failure) : "nobody provides " + String.join("; ", missing);
  }

  private List<BundleCapability> offered(Set<Long> visible) {
    List<BundleCapability> offered = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      BundleRevision revision = bundle.adapt(BundleRevision.class);
      boolean plugin = bundle.getLocation().startsWith(PluginConstants.LOCATION_PREFIX);
      if (revision != null && (!plugin || visible.contains(bundle.getBundleId()))) {
        offered.addAll(revision.getDeclaredCapabilities(null));
      }
    }
    return offered;
  }

  private static boolean isNeeded(BundleRequirement requirement) {
    Map<String, String> directives = requirement.getDirectives();
    String effective =
        directives.getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, "resolve");
    return effective.equals(Namespace.EFFECTIVE_RESOLVE)
        && !Namespace.RESOLUTION_OPTIONAL.equals(
            directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE));
  }

  private static String describe(BundleRequirement requirement, List<BundleCapability> offered) {
    String filter =
        requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
    if (!requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)) {
      return requirement.getNamespace() + " " + filter;
    }
    String name = filter.replaceAll("(?s).*\\(osgi\\.wiring\\.package=([^)]*)\\).*", "$1");
    List<String> others =
        offered.stream()
            .filter(
                capability -> name.equals(capability.getAttributes().get("osgi.wiring.package")))
            .map(
                capability ->
                    capability.getRevision().getSymbolicName()
                        + " has version "
                        + capability.getAttributes().get("version"))
            .toList();
    return "package %s %s%s"
        .formatted(
            name, range(filter), others.isEmpty() ? "" : " (" + String.join(", ", others) + ")")
        .trim();
  }

  /** Makes {@code [1.0.0,2.0.0)} of a filter, as it was written in the manifest. */
  private static String range(String filter) {
    String ceiling = first(filter, "\\(!\\(version>=([^)]*)\\)\\)");
    String highest = first(filter, "\\(version<=([^)]*)\\)");
    String floor = first(filter, "(?<!!)\\(version>=([^)]*)\\)");
    if (!ceiling.isEmpty()) {
      return "[" + floor + "," + ceiling + ")";
    }
    return highest.isEmpty() ? floor : "[" + floor + "," + highest + "]";
  }

  private static String first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** The framework repeats a bundle's name and number in every clause; the end says what it is. */
  private static String condensed(Failure failure) {
    return failure.message().replaceAll("\\s+", " ").replaceAll("\\(R [0-9.]+\\)", "").trim();
  }
}
