// SPDX-License-Identifier: Apache-2.0
package hot.deployer.content;

import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * A package that a bundle wants of others.
 *
 * @param name the name of the package
 * @param range the versions it can use
 * @param optional whether it can do without
 */
public record PackageImport(String name, VersionRange range, boolean optional) {

  /**
   * Says whether an export could serve this import, as far as name and version tell.
   *
   * @param export the export
   * @return whether both name the same package, in a version of the range
   */
  public boolean fits(PackageExport export) {
    return name.equals(export.name()) && range.includes(export.version());
  }

  /**
   * Names the package with its range.
   *
   * @return such as {@code geo [1.0.0,2.0.0)}; the name alone if any version will do
   */
  public String text() {
    boolean any = range.getRight() == null && range.getLeft().equals(Version.emptyVersion);
    return any ? name : name + " " + range;
  }
}
