// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import aQute.bnd.osgi.Analyzer;
import aQute.bnd.version.Version;
import hot.codegen.module.Module;
import hot.codegen.problem.Problems;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a plugin is called.
 *
 * @param id the plugin id
 * @param version the plugin version, in which {@link BuildHash#TOKEN} may stand for the build hash
 */
public record PluginIdentity(String id, String version) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+{}-]*");
  private static final String DEFAULT_VERSION = "1.0.0";

  /**
   * Finds out what a plugin is called: what was asked for, else what its first module says, else
   * the name of the directory and {@code 1.0.0}.
   *
   * @param module the first module
   * @param id the plugin id that was asked for
   * @param version the version that was asked for
   * @param problems where it goes if one can not be used
   * @return what it is called
   */
  public static PluginIdentity of(
      Module module, Optional<String> id, Optional<String> version, Problems problems) {
    String name = id.or(module::pluginId).orElseGet(module::directoryName);
    String number = version.or(module::version).orElse(DEFAULT_VERSION);
    if (!ID.matcher(name).matches()) {
      problems.error(
          module.root(),
          "expected a plugin id of letters, digits and ._/- such as acme.mail, got \""
              + name
              + "\"");
    }
    if (!VERSION.matcher(number).matches()) {
      problems.error(
          module.root(), "expected a plugin version such as 1.0.0, got \"" + number + "\"");
    }
    return new PluginIdentity(name, number);
  }

  /** Returns the symbolic name of the bundle. */
  String symbolicName() {
    return id.replace('/', '.').replaceAll("\\.{2,}", ".").replaceAll("\\.$", "");
  }

  /**
   * Returns the version of the bundle: that of the plugin without the build hash, which would sort
   * at random.
   */
  String bundleVersion() {
    String plain = version.replaceAll("[.+_-]?" + Pattern.quote(BuildHash.TOKEN), "");
    String clean = Analyzer.cleanupVersion(plain.isEmpty() ? DEFAULT_VERSION : plain);
    return Version.isVersion(clean) ? clean : DEFAULT_VERSION;
  }

  /**
   * Says whether the version depends on the content.
   *
   * @return true if the build hash is part of it
   */
  public boolean dependsOnContent() {
    return version.contains(BuildHash.TOKEN);
  }

  /**
   * Puts the build hash into the version.
   *
   * @param buildHash the hash
   * @return the identity with its final version
   */
  public PluginIdentity with(String buildHash) {
    return new PluginIdentity(id, version.replace(BuildHash.TOKEN, buildHash));
  }
}
