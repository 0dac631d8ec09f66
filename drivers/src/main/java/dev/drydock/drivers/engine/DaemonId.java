package dev.drydock.drivers.engine;

import dev.drydock.drivers.profile.InspectStyle;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// The id that a daemon gives itself, here made from the name of its machine: a UUID (moby
/// `daemon/id.go`), in 20.10 the fingerprint of its key, twelve groups of four (docker/libtrust
/// `util.go`, `keyIDEncode`).
public final class DaemonId {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int DIGITS = 48;
  private static final int DIGIT_BITS = 5;
  private static final int GROUP = 4;

  private DaemonId() {}

  /// The id of the daemon on a machine.
  public static String of(String machine, InspectStyle style) {
    byte[] name = machine.getBytes(StandardCharsets.UTF_8);
    return style == InspectStyle.V20_10
        ? fingerprint(name)
        : UUID.nameUUIDFromBytes(name).toString();
  }

  private static String fingerprint(byte[] name) {
    BigInteger rest = new BigInteger(1, digest(name));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < DIGITS; i++) {
      text.append(i > 0 && i % GROUP == 0 ? ":" : "");
      text.append(BASE32.charAt(rest.intValue() & (BASE32.length() - 1)));
      rest = rest.shiftRight(DIGIT_BITS);
    }
    return text.toString();
  }

  private static byte[] digest(byte[] name) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
