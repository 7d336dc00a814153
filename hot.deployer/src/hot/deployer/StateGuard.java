// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import hot.deployer.content.ContentStore;
import hot.deployer.content.StateLock;
import hot.deployer.content.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the directories that are written to are there and are this deployer's alone, and
 * tells once of what keeps looks from happening.
 *
 * <p>Belongs to the deployer's thread, once it has begun.
 */
final class StateGuard {

  private static final Logger log = LoggerFactory.getLogger(StateGuard.class);

  private final Path state;
  private final Path cache;
  private final StateLock lock;
  private String told = "";

  /** Takes the state directory; fails with a sentence for the operator. */
  StateGuard(Path state, BundleContext context) throws IOException {
    this.state = state;
    String storage = context.getProperty(Constants.FRAMEWORK_STORAGE);
    this.cache = Path.of(storage == null ? "felix-cache" : storage).toAbsolutePath();
    this.lock = new StateLock(state);
  }

  /** Something that may fail. */
  interface Opening<T> {
    T open() throws IOException;
  }

  /** Opens something, and gives the state directory free if that fails. */
  <T> T opening(Opening<T> opening) throws IOException {
    try {
      return opening.open();
    } catch (IOException failed) {
      close();
      throw failed;
    }
  }

  /** Returns the directories that a deployment is written to. */
  List<Path> directories() {
    return List.of(state, cache);
  }

  /**
   * Makes the directories again if they have gone.
   *
   * @return whether the state is lost, so that it must be written again
   */
  boolean restore(ContentStore store) throws IOException {
    if (!Files.isDirectory(cache)) {
      try {
        Files.createDirectories(cache);
      } catch (IOException failed) {
        throw new IOException(Trouble.unwritable(cache, failed), failed);
      }
      log.warn(
          "cache directory of the framework was deleted, it is made again; what runs goes on"
              + " directory={}",
          cache);
    }
    boolean taken = lock.restore();
    boolean lost = store.restore() || taken;
    if (lost) {
      log.warn(
          "state directory was deleted, it is made and written again; what runs goes on"
              + " directory={}",
          state);
    }
    return lost;
  }

  /** A look could not happen. */
  void failed(IOException failed) {
    String reason = failed.getMessage() == null ? failed.toString() : failed.getMessage();
    if (!reason.equals(told)) {
      log.error("look at the plugin folders failed, trying again later reason={}", reason);
      told = reason;
    }
  }

  /** A look did happen. */
  void worked() {
    if (!told.isEmpty()) {
      log.info("looks at the plugin folders happen again");
      told = "";
    }
  }

  /** Gives the state directory free. */
  void close() {
    try {
      lock.close();
    } catch (IOException failed) {
      log.warn("state directory not given free reason={}", failed.toString());
    }
  }
}
