package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.RandomStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/// The certificate that all nodes of a swarm trust (swarmkit `ca/certificates.go`, `CreateRootCA`):
/// X.509 in the form of CFSSL, `CN=swarm-ca`, with a key on P-256, for twenty years. Key and
/// signature are noise, so that all fields have the same lengths in each certificate, and the
/// headers of its DER can stand here as they are.
final class RootCertificate {
  private static final Duration LIFE = Duration.ofDays(7300); // RootCAExpiration
  private static final Duration BACKDATE = Duration.ofMinutes(5);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmm'00Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String SIGNED_BY = "300a06082a8648ce3d040302"; // ecdsa-with-SHA256
  private static final String KEY_KIND = "301306072a8648ce3d020106082a8648ce3d030107"; // prime256v1
  private static final String NAME = "30133111300f06035504031308737761726d2d6361";
  private static final String KEY_USAGE = "300e0603551d0f0101ff040403020106"; // signs certificates
  private static final String IS_CA = "300f0603551d130101ff040530030101ff";
  private static final String KEY_ID = "301d0603551d0e04160414";

  private static final int NUMBER_BYTES = 20;
  private static final int COORDINATE_BYTES = 32;
  private static final int LINE_CHARACTERS = 64;

  private final String pem;
  private final String publicKey;

  RootCertificate(RandomStream random, Instant now) {
    Instant begin = now.minus(BACKDATE);
    String key = random.nextHex(4 * COORDINATE_BYTES);
    String keyId = random.nextHex(2 * NUMBER_BYTES);
    String publicInfo = "3059" + KEY_KIND + "03420004" + key;
    this.publicKey = base64(publicInfo);
    String der =
        "30820169" // what is signed, how, and the signature
            + "30820110"
            + "a003020102" // version 3
            + number(random, NUMBER_BYTES)
            + SIGNED_BY
            + NAME
            + ("301e" + time(begin) + time(begin.plus(LIFE)))
            + NAME
            + publicInfo
            + ("a3423040" + KEY_USAGE + IS_CA + KEY_ID + keyId)
            + SIGNED_BY
            + ("0347003044" + number(random, COORDINATE_BYTES) + number(random, COORDINATE_BYTES));
    String text =
        Base64.getMimeEncoder(LINE_CHARACTERS, new byte[] {'\n'})
            .encodeToString(HexFormat.of().parseHex(der));
    this.pem = "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
  }

  /// As `docker swarm ca` prints it.
  String pem() {
    return pem;
  }

  /// The name of who signed it, itself, as DER in base 64.
  static String issuer() {
    return base64(NAME);
  }

  /// Its key as DER in base 64.
  String publicKey() {
    return publicKey;
  }

  private static String base64(String digits) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digits));
  }

  /// The digest of its text, in hexadecimal digits.
  String sha256() {
    try {
      byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /// A positive number that fills all its bytes.
  private static String number(RandomStream random, int bytes) {
    return "02%02x4%s".formatted(bytes, random.nextHex((2 * bytes) - 1));
  }

  private static String time(Instant at) {
    return "170d" + HexFormat.of().formatHex(TIME.format(at).getBytes(StandardCharsets.US_ASCII));
  }
}
