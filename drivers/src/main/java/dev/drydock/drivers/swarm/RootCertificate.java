package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.RandomStream;
import java.io.ByteArrayOutputStream;
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
/// signature are noise.
final class RootCertificate {
  private static final Duration LIFE = Duration.ofDays(7300); // RootCAExpiration
  private static final Duration BACKDATE = Duration.ofMinutes(5);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmm'00Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int SEQUENCE = 0x30;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int UTC_TIME = 0x17;
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;

  private static final String SIGNED_BY = "300a06082a8648ce3d040302"; // ecdsa-with-SHA256
  private static final String KEY_KIND = "301306072a8648ce3d020106082a8648ce3d030107"; // prime256v1
  private static final String NAME = "30133111300f06035504031308737761726d2d6361";
  private static final String KEY_USAGE = "300e0603551d0f0101ff040403020106"; // signs certificates
  private static final String IS_CA = "300f0603551d130101ff040530030101ff";
  private static final String KEY_ID = "301d0603551d0e0416";

  private static final int NUMBER_BYTES = 20;
  private static final int COORDINATE_BYTES = 32;
  private static final int LINE_CHARACTERS = 64;

  private final String pem;

  RootCertificate(RandomStream random, Instant now) {
    Instant begin = now.minus(BACKDATE);
    byte[] validity = tagged(SEQUENCE, time(begin), time(begin.plus(LIFE)));
    byte[] key =
        tagged(
            SEQUENCE,
            hex(KEY_KIND),
            tagged(BIT_STRING, hex("0004" + random.nextHex(4 * COORDINATE_BYTES))));
    byte[] extensions =
        tagged(
            SEQUENCE,
            hex(KEY_USAGE),
            hex(IS_CA),
            join(hex(KEY_ID), tagged(OCTET_STRING, hex(random.nextHex(2 * NUMBER_BYTES)))));
    byte[] content =
        tagged(
            SEQUENCE,
            tagged(VERSION, hex("020102")),
            hex("0214" + "4" + random.nextHex((2 * NUMBER_BYTES) - 1)),
            hex(SIGNED_BY),
            hex(NAME),
            validity,
            hex(NAME),
            key,
            tagged(EXTENSIONS, extensions));
    byte[] signature = tagged(SEQUENCE, number(random), number(random));
    byte[] all =
        tagged(SEQUENCE, content, hex(SIGNED_BY), tagged(BIT_STRING, join(new byte[1], signature)));
    String text = Base64.getMimeEncoder(LINE_CHARACTERS, new byte[] {'\n'}).encodeToString(all);
    this.pem = "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
  }

  /// As `docker swarm ca` prints it.
  String pem() {
    return pem;
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

  private static byte[] number(RandomStream random) {
    return hex("0220" + "4" + random.nextHex((2 * COORDINATE_BYTES) - 1));
  }

  private static byte[] time(Instant at) {
    return tagged(UTC_TIME, TIME.format(at).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  /// Tag, length and content (DER).
  private static byte[] tagged(int tag, byte[]... parts) {
    byte[] content = join(parts);
    String length = "%02x".formatted(content.length);
    if (content.length > 0xff) {
      length = "82%04x".formatted(content.length);
    } else if (content.length > 0x7f) {
      length = "81%02x".formatted(content.length);
    }
    return join(hex("%02x".formatted(tag) + length), content);
  }
}
