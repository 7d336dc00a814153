// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import aQute.bnd.osgi.Jar;
import bus.api.plugin.PluginConstants;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An assembled plugin in memory. Immutable but for what callers do to the manifest. */
public final class PluginBundle {

  /** Any time would do; this one is what bnd takes. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final Manifest manifest;
  private final SortedMap<String, byte[]> entries;
  private final String buildHash;

  PluginBundle(Manifest manifest, SortedMap<String, byte[]> entries) {
    this.manifest = manifest;
    this.entries = Collections.unmodifiableSortedMap(entries);
    this.buildHash = BuildHash.of(manifest, entries);
  }

  private PluginBundle(PluginBundle from, Manifest manifest, SortedMap<String, byte[]> entries) {
    this.manifest = manifest;
    this.entries = entries;
    this.buildHash = from.buildHash;
  }

  /**
   * Returns the hash over its content, before that was put into it.
   *
   * @return 16 hexadecimal digits
   */
  public String buildHash() {
    return buildHash;
  }

  /**
   * Says whether others can use a package of it.
   *
   * @return true if it exports one
   */
  public boolean exportsPackages() {
    return manifest.getMainAttributes().getValue("Export-Package") != null;
  }

  /**
   * Puts the build hash in its places.
   *
   * @param version the version with the hash in it
   * @param classes classes that had to be compiled again for that, by path
   * @return the bundle as it is written
   */
  public PluginBundle stamped(String version, Map<String, byte[]> classes) {
    Manifest stamped = new Manifest(manifest);
    stamped.getMainAttributes().putValue(PluginConstants.HEADER_VERSION, version);
    stamped.getMainAttributes().putValue(PluginConstants.HEADER_BUILD_HASH, buildHash);
    SortedMap<String, byte[]> all = new TreeMap<>(entries);
    all.putAll(classes);
    return new PluginBundle(this, stamped, all);
  }

  /**
   * Returns the jar: entries in order of their names, with one time, the manifest first.
   *
   * @return the content of the file
   * @throws IOException never, as it is written in memory
   */
  public byte[] toBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(entry(JarFile.MANIFEST_NAME));
      Jar.writeManifest(manifest, zip);
      zip.closeEntry();
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(entry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    return entry;
  }
}
