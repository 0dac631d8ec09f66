package dev.drydock.scenarios.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What compose knows the settings of a service or a network by: a change of them makes it create
/// what is there anew (`pkg/compose/hash.go`). The digits are not compose's, whose text is another.
public final class ConfigHash {
  /// Where containers and networks keep it.
  public static final String LABEL = "com.docker.compose.config-hash";

  private ConfigHash() {}

  /// SHA-256 of a text, 64 hexadecimal digits.
  public static String of(String settings) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(settings.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
