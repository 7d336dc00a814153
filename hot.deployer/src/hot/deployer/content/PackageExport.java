// SPDX-License-Identifier: Apache-2.0
package hot.deployer.content;

import org.osgi.framework.Version;

/**
 * A package that a bundle offers to others.
 *
 * @param name the name of the package
 * @param version the version it is offered with
 */
public record PackageExport(String name, Version version) {}
