// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import hot.deployer.content.PackageExport;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;

/**
 * A package that somebody exports.
 *
 * @param owner the plugin id, or the symbolic name of a bundle of the host
 * @param export the package
 */
record Offer(String owner, PackageExport export) {

  static Offer of(String owner, BundleCapability capability) {
    Object version = capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE);
    return new Offer(
        owner,
        new PackageExport(
            String.valueOf(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)),
            version instanceof Version known ? known : Version.emptyVersion));
  }
}
