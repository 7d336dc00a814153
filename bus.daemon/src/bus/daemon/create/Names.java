// SPDX-License-Identifier: Apache-2.0
package bus.daemon.create;

import java.util.Optional;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a new module is called.
 *
 * @param id the plugin id
 * @param packageName the package of its classes
 */
record Names(String id, String packageName) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");

  /** A name that can not be used, and what was expected. */
  static final class WrongName extends Exception {
    private static final long serialVersionUID = 1;

    WrongName(String message) {
      super(message);
    }
  }

  /**
   * Makes names of what was asked for, and where nothing was of the name of the directory.
   *
   * @param directory the name of the directory
   * @param id the plugin id that was asked for
   * @param packageName the package that was asked for
   * @throws WrongName if one of them can not be used
   */
  static Names of(String directory, @Nullable String id, @Nullable String packageName)
      throws WrongName {
    String plugin = id == null ? directory : id;
    if (!ID.matcher(plugin).matches()) {
      throw new WrongName(
          (id == null ? "the name of the directory is no plugin id; name one by --id: " : "--id: ")
              + "expected letters, digits and ._/- such as acme.mail, got \""
              + plugin
              + "\"");
    }
    String in = packageName == null ? packageOf(plugin) : packageName;
    Optional<String> wrong = wrong(in);
    if (wrong.isPresent()) {
      throw new WrongName(
          (packageName == null
                  ? "the plugin id makes no package; name one by --package: "
                  : "--package: ")
              + "expected a Java package such as acme.mail, got \""
              + in
              + "\""
              + wrong.get());
    }
    return new Names(plugin, in);
  }

  private static String packageOf(String id) {
    return id.replace('/', '.').replace("-", "");
  }

  private static Optional<String> wrong(String name) {
    for (String part : name.split("\\.", -1)) {
      if (SourceVersion.isKeyword(part, SourceVersion.latest())) {
        return Optional.of(", where " + part + " is a word of the language");
      }
      if (!SourceVersion.isIdentifier(part)) {
        return Optional.of(part.isEmpty() ? "" : ", where " + part + " is no identifier");
      }
    }
    return Optional.empty();
  }

  /** Returns the folder of the package, with slashes. */
  String path() {
    return packageName.replace('.', '/');
  }
}
