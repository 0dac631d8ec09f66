package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.RandomStream;

/// Identifiers of nodes, networks, services and tasks: 25 characters of base 36 (swarmkit
/// `identity/randomid.go`), and the secrets of join tokens.
final class SwarmIds {
  private static final int ID_CHARACTERS = 25;
  private static final int DIGEST_CHARACTERS = 50;
  private static final int BASE = 36;

  private final RandomStream random;

  SwarmIds(RandomStream random) {
    this.random = random;
  }

  /// Other identifiers, for one purpose.
  SwarmIds apart(String purpose) {
    return new SwarmIds(random.stream(purpose));
  }

  /// A new identifier.
  String next() {
    return digits(ID_CHARACTERS);
  }

  /// The digest of a cluster's certificate, which all its tokens hold.
  String digest() {
    return digits(DIGEST_CHARACTERS);
  }

  /// A join token (`SWMTKN-1-DIGEST-SECRET`).
  String token(String digest) {
    return "SWMTKN-1-" + digest + "-" + digits(ID_CHARACTERS);
  }

  /// A short name of hexadecimal digits.
  String hex(int digits) {
    return random.nextHex(digits);
  }

  private String digits(int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(Character.forDigit(random.nextInt(BASE), BASE));
    }
    return text.toString();
  }
}
