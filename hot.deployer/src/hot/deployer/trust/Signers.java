// SPDX-License-Identifier: Apache-2.0
package hot.deployer.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Those whose signature is trusted: the certificates of a key store, and whom these have certified.
 *
 * <p>Immutable.
 */
public final class Signers {

  private final Set<X509Certificate> trusted;

  private Signers(Set<X509Certificate> trusted) {
    this.trusted = trusted;
  }

  /**
   * Reads a key store.
   *
   * @param store the file, in a form that the JDK knows (PKCS12, JKS)
   * @param password a file with its password in its first line, or the empty path for none
   * @return the signers
   * @throws IllegalArgumentException if it can not be read or has no certificate
   */
  public static Signers of(Path store, Path password) {
    Set<X509Certificate> found = new HashSet<>();
    try {
      char[] secret =
          password.toString().isEmpty()
              ? new char[0]
              : Files.readString(password).lines().findFirst().orElse("").toCharArray();
      KeyStore keys = KeyStore.getInstance(store.toFile(), secret);
      for (String alias : Collections.list(keys.aliases())) {
        if (keys.getCertificate(alias) instanceof X509Certificate certificate) {
          found.add(certificate);
        }
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(
          "key store %s of the signers can not be read: %s"
              .formatted(store, unreadable.getMessage()),
          unreadable);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("key store %s has no certificate".formatted(store));
    }
    return new Signers(Set.copyOf(found));
  }

  /** Says whether the first certificate of a chain is trusted, now. */
  boolean trusts(List<? extends Certificate> chain) {
    if (chain.isEmpty() || !(chain.get(0) instanceof X509Certificate signer)) {
      return false;
    }
    try {
      if (trusted.contains(signer)) {
        signer.checkValidity();
        return true;
      }
      List<Certificate> path = new ArrayList<>(chain);
      path.removeIf(trusted::contains);
      Set<TrustAnchor> anchors = new HashSet<>();
      trusted.forEach(certificate -> anchors.add(new TrustAnchor(certificate, null)));
      PKIXParameters parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
      return true;
    } catch (GeneralSecurityException refused) {
      return false;
    }
  }
}
