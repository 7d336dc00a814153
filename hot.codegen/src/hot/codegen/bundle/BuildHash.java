// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import bus.api.plugin.PluginConstants;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** The hash over the content of a plugin: the first 16 hexadecimal digits of a SHA-256. */
public final class BuildHash {

  /** What stands for the hash in a version and in the name of an output. */
  public static final String TOKEN = "{buildHash}";

  /** How many digits a hash has. */
  static final int DIGITS = 16;

  private BuildHash() {}

  /** Hashes the names and contents of all entries, and all headers but that of the hash itself. */
  static String of(Manifest manifest, SortedMap<String, byte[]> entries) {
    MessageDigest digest = sha256();
    SortedMap<String, String> headers = new TreeMap<>();
    Attributes main = manifest.getMainAttributes();
    main.forEach((name, value) -> headers.put(name.toString(), value.toString()));
    headers.remove(PluginConstants.HEADER_BUILD_HASH);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      add(digest, header.getKey(), header.getValue().getBytes(StandardCharsets.UTF_8));
    }
    entries.forEach((name, content) -> add(digest, name, content));
    return digits(digest);
  }

  /** Hashes a file as it is. */
  static String of(byte[] content) {
    MessageDigest digest = sha256();
    digest.update(content);
    return digits(digest);
  }

  private static String digits(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }

  /** Lengths keep two neighbours from being taken for others. */
  private static void add(MessageDigest digest, String name, byte[] content) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(8).putInt(bytes.length).putInt(content.length).array());
    digest.update(bytes);
    digest.update(content);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
