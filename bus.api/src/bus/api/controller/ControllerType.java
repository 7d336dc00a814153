// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a controller class for which the plugin compiler writes a {@link ControllerFactory}.
 *
 * <p>The class is not abstract and has one constructor, not private, whose parameters are the
 * config record and the {@link ControllerContext}, in any order, each at most once. Without a
 * config parameter the controller has no settings.
 *
 * <pre>{@code
 * @ControllerType(id = "demo/boilerplate", version = "1.0.0")
 * public final class Boilerplate implements Controller {
 *   public record Config(String greeting) {}
 *
 *   Boilerplate(Config config) { ... }
 *
 *   @Resolves
 *   Greeting greet(Greet request) { return new Greeting(config.greeting() + ", " + request.name()); }
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ControllerType {

  /**
   * Returns the config id.
   *
   * @return by custom a path such as {@code acme/mail/sender}
   */
  String id();

  /**
   * Returns the version of the controller: what people see, and what {@link State#version()} tells
   * its successor. It is independent of the version of the plugin and of the bundle, and does not
   * decide which code runs: that is the newest generation of the plugin.
   *
   * @return major.minor.micro with an optional qualifier
   */
  String version();

  /**
   * Returns what the controller does.
   *
   * @return a sentence, may be empty
   */
  String description() default "";

  /**
   * Says whether two of it must never run at once; see {@link ControllerInfo#exclusive()}.
   *
   * @return true to stop the old one before a replacement starts
   */
  boolean exclusive() default false;
}
