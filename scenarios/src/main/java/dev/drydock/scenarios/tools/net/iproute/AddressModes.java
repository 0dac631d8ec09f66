package dev.drydock.scenarios.tools.net.iproute;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `addrgenmode`: how the kernel makes the link-local address of a device (`IN6_ADDR_GEN_MODE_*`).
public final class AddressModes {
  /// By number.
  private static final List<String> WORDS = List.of("eui64", "none", "stable_secret", "random");

  private AddressModes() {}

  /// The setting of a device.
  public static String key(String device) {
    return "net.ipv6.conf." + device + ".addr_gen_mode";
  }

  /// The word of a setting; that of the usual way where there is no such setting.
  static String word(@Nullable String number) {
    boolean isKnown = number != null && number.matches("[0-3]");
    return WORDS.get(isKnown ? Integer.parseInt(number) : 0);
  }

  /// The setting a word stands for.
  public static String number(String word) throws ToolFailure {
    int number = WORDS.indexOf(word);
    if (number < 0) {
      throw Words.wrong(word, "Invalid address generation mode\n");
    }
    return Integer.toString(number);
  }
}
