// SPDX-License-Identifier: Apache-2.0
package hot.codegen.analysis;

import bus.api.controller.ControllerInfo;
import java.util.Optional;

/**
 * A factory that a plugin has.
 *
 * @param type its class
 * @param controller the annotated controller it was written for; empty if a person has written it
 * @param info the identity of its controllers; empty if that is known only when it runs
 */
public record FactoryDeclaration(
    TypeName type, Optional<TypeName> controller, Optional<ControllerInfo> info) {}
