// SPDX-License-Identifier: Apache-2.0
package demo.yaml;

import bus.api.config.Default;
import bus.api.controller.Controller;
import bus.api.controller.ControllerType;
import bus.api.directive.Scope;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads YAML with the version of the library that its plugin brings. */
@ControllerType(
    id = "demo/yaml",
    version = "1.0.0",
    description = "Reads YAML with a library of its own.")
public final class YamlReader implements Controller {

  private static final Logger LOG = LoggerFactory.getLogger(YamlReader.class);

  private final Config config;

  /**
   * What it is told.
   *
   * @param text what to read
   */
  public record Config(@Default("'[1, 2, 3]'") String text) {}

  YamlReader(Config config) {
    this.config = config;
  }

  @Override
  public void execute(Scope scope) {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(config.text());
    Bundle library = FrameworkUtil.getBundle(Load.class);
    LOG.info("read yaml value={} library-from={}", read, library.getSymbolicName());
  }
}
