package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Calendar;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;

/// What the nodes of a swarm trust, and the key that opens locked managers (swarmkit `ca`,
/// `manager/encryption`).
public final class SwarmTrust {
  private static final String KEY_PREFIX = "SWMKEY-1-";
  private static final int KEY_BYTES = 32;
  private static final int BASE = 36;
  private static final int DIGEST_CHARACTERS = 50;

  private final EventLoop loop;
  private final RandomStream random;
  private RootCertificate root;
  private int rotations;
  private String key = "";

  SwarmTrust(EventLoop loop, RandomStream random) {
    this.loop = loop;
    this.random = random;
    this.root = newRoot();
  }

  private RootCertificate newRoot() {
    return new RootCertificate(random, Calendar.at(loop.nowNanos()));
  }

  /// The certificate at the root, as text.
  public String rootPem() {
    return root.pem();
  }

  /// Who signs certificates: a name as DER in base 64.
  public String issuer() {
    return RootCertificate.issuer();
  }

  /// The key that signs them.
  public String issuerKey() {
    return root.publicKey();
  }

  /// The digest of that text.
  public String rootDigest() {
    return "sha256:" + root.sha256();
  }

  /// How often it was made anew.
  public int rotations() {
    return rotations;
  }

  /// Makes it anew.
  ///
  /// @return the digest that join tokens hold from now on
  String rotate() {
    root = newRoot();
    rotations++;
    return digestDigits();
  }

  /// The digest of the root as join tokens hold it.
  String digestDigits() {
    String digits = new BigInteger(root.sha256(), 16).toString(BASE);
    return "0".repeat(DIGEST_CHARACTERS - digits.length()) + digits;
  }

  /// What `docker swarm unlock` asks for; empty when managers are not locked.
  public String key() {
    return key;
  }

  /// Managers are locked from their next start on, or no longer.
  void lock(boolean isLocked) {
    if (!isLocked) {
      key = "";
    } else if (key.isEmpty()) {
      newKey();
    }
  }

  /// `docker swarm unlock-key --rotate`.
  public void newKey() {
    byte[] bytes = HexFormat.of().parseHex(random.nextHex(2 * KEY_BYTES));
    key = KEY_PREFIX + Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Whether a text has the form of a key.
  static boolean isKey(String text) {
    return text.matches(KEY_PREFIX + "[A-Za-z0-9+/]{43}");
  }
}
