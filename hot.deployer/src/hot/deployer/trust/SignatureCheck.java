// SPDX-License-Identifier: Apache-2.0
package hot.deployer.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Says whether every entry of a jar was signed by somebody who is trusted, and whether all is still
 * there as it was signed. Thread-safe.
 */
public final class SignatureCheck {

  private final Signers signers;

  /**
   * Makes a check.
   *
   * @param signers whose signatures count
   */
  public SignatureCheck(Signers signers) {
    this.signers = signers;
  }

  /**
   * Checks a jar.
   *
   * @param file the jar
   * @return why it is not to be trusted, to follow its name; empty if it is
   */
  public Optional<String> problem(Path file) {
    try (JarFile jar = new JarFile(file.toFile(), true, JarFile.OPEN_READ)) {
      return problem(jar);
    } catch (SecurityException altered) {
      return Optional.of("was altered after it was signed: " + altered.getMessage());
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.of("has signatures that can not be read: " + unreadable.getMessage());
    }
  }

  private Optional<String> problem(JarFile jar) throws IOException {
    Set<String> there = new HashSet<>();
    Set<String> strangers = new LinkedHashSet<>();
    String unsigned = "";
    boolean signed = false;
    Enumeration<JarEntry> entries = jar.entries();
    while (entries.hasMoreElements()) {
      JarEntry entry = entries.nextElement();
      there.add(entry.getName());
      try (InputStream data = jar.getInputStream(entry)) {
        // Only who has read an entry to its end learns who signed it.
        data.transferTo(OutputStream.nullOutputStream());
      }
      if (entry.isDirectory() || isSignature(entry.getName())) {
        continue;
      }
      CodeSigner[] by = entry.getCodeSigners();
      if (by == null) {
        unsigned = unsigned.isEmpty() ? entry.getName() : unsigned;
      } else {
        signed = true;
        if (Arrays.stream(by)
            .noneMatch(one -> signers.trusts(one.getSignerCertPath().getCertificates()))) {
          Arrays.stream(by).map(SignatureCheck::name).forEach(strangers::add);
        }
      }
    }
    if (!signed) {
      return Optional.of("is not signed, and only signed plugins are taken");
    }
    if (!unsigned.isEmpty()) {
      return Optional.of("is signed in part only: its entry " + unsigned + " is not");
    }
    if (!strangers.isEmpty()) {
      return Optional.of(
          "is signed by "
              + String.join(" and ", strangers)
              + ", whom the key store does not trust");
    }
    return missing(jar.getManifest(), there);
  }

  /** An entry that was taken out leaves its name in the manifest. */
  private static Optional<String> missing(Manifest manifest, Set<String> there) {
    return manifest.getEntries().keySet().stream()
        .filter(name -> !there.contains(name))
        .sorted()
        .findFirst()
        .map(name -> "was altered after it was signed: its entry " + name + " is missing");
  }

  private static boolean isSignature(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.startsWith("META-INF/")
        && upper.indexOf('/', "META-INF/".length()) < 0
        && (upper.equals(JarFile.MANIFEST_NAME)
            || upper.startsWith("META-INF/SIG-")
            || List.of(".SF", ".RSA", ".DSA", ".EC").stream().anyMatch(upper::endsWith));
  }

  private static String name(CodeSigner signer) {
    return signer.getSignerCertPath().getCertificates().get(0) instanceof X509Certificate leaf
        ? leaf.getSubjectX500Principal().getName()
        : "somebody";
  }
}
