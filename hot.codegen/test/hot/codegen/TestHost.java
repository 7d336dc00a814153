// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import aQute.bnd.osgi.Builder;
import aQute.bnd.stream.MapStream;
import bus.api.controller.ControllerFactory;
import hot.codegen.host.HostPlatform;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.annotation.bundle.Export;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.repository.Repository;
import org.osgi.util.function.Function;
import org.osgi.util.promise.Promise;
import org.slf4j.Logger;

/** The bundles that the tests compile against and run in. */
final class TestHost {

  private TestHost() {}

  static HostPlatform platform() {
    return platform(List.of());
  }

  static HostPlatform platform(List<Path> more) {
    List<Path> all = new ArrayList<>(jars());
    all.addAll(more);
    return HostPlatform.of(all);
  }

  /** All that a plugin can expect. */
  static List<Path> jars() {
    List<Path> all = new ArrayList<>();
    all.add(jar(FrameworkFactory.class));
    all.addAll(bundles());
    all.add(jar(Logger.class));
    all.add(jar(Export.class));
    return all;
  }

  /** The compiler and all that it needs. */
  static List<Path> compilerBundles() {
    List<Path> all = new ArrayList<>();
    all.add(jar(PluginCompiler.class));
    all.addAll(bundles());
    for (Class<?> type : List.of(Builder.class, MapStream.class, Repository.class)) {
      all.add(jar(type));
    }
    return all;
  }

  /** What has to be installed so that a plugin resolves. */
  static List<Path> bundles() {
    return List.of(jar(ControllerFactory.class), jar(Promise.class), jar(Function.class));
  }

  static Path jar(Class<?> type) {
    Path place =
        Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
    if (Files.isRegularFile(place)) {
      return place;
    }
    // A project beside this one, compiled and built.
    Path project = place.getParent();
    return project.resolve("generated").resolve(project.getFileName() + ".jar");
  }
}
