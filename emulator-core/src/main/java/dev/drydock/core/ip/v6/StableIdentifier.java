package dev.drydock.core.ip.v6;

import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ipv6Address;

/// The interface identifier that is the same each time on one network and differs between networks
/// (RFC 7217; Linux `ipv6_generate_stable_address`): one block of SHA-1 without its padding.
///
/// ```
///   0        16       24                56          57
///   | secret | prefix | permanent MAC   | attempt   | zeros to 64 |
/// ```
final class StableIdentifier {
  private static final int BLOCK_BYTES = 64;
  private static final int ROUNDS = 80;

  private StableIdentifier() {}

  /// The last 64 bits of the address.
  ///
  /// @param prefixHigh the first 64 bits
  /// @param permanentMac the MAC a card was built with; 0 for a device made by software
  /// @param attempt how many addresses were found to be taken
  static long of(Ipv6Address secret, long prefixHigh, long permanentMac, int attempt) {
    byte[] block = new byte[BLOCK_BYTES];
    Bytes.put64(block, 0, secret.high());
    Bytes.put64(block, 8, secret.low());
    Bytes.put64(block, 16, prefixHigh);
    Bytes.put48(block, 24, permanentMac);
    block[56] = (byte) attempt;
    int[] digest = transform(block);
    long first = Integer.reverseBytes(digest[0]) & 0xffff_ffffL; // little-endian, as on x86
    return (first << 32) | (Integer.reverseBytes(digest[1]) & 0xffff_ffffL);
  }

  /// The compression function (FIPS 180-4 section 6.1.2).
  private static int[] transform(byte[] block) {
    int[] words = new int[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      words[i] =
          i < 16
              ? Bytes.i32(block, i * 4)
              : Integer.rotateLeft(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    }
    int[] start = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    int[] state = start.clone();
    for (int i = 0; i < ROUNDS; i++) {
      int next = Integer.rotateLeft(state[0], 5) + mixed(state, i) + state[4] + words[i];
      state[4] = state[3];
      state[3] = state[2];
      state[2] = Integer.rotateLeft(state[1], 30);
      state[1] = state[0];
      state[0] = next;
    }
    for (int i = 0; i < state.length; i++) {
      state[i] += start[i];
    }
    return state;
  }

  private static int mixed(int[] state, int round) {
    int one = state[1];
    int two = state[2];
    int three = state[3];
    return switch (round / 20) {
      case 0 -> ((one & two) | (~one & three)) + 0x5a827999;
      case 1 -> (one ^ two ^ three) + 0x6ed9eba1;
      case 2 -> ((one & two) | (one & three) | (two & three)) + 0x8f1bbcdc;
      default -> (one ^ two ^ three) + 0xca62c1d6;
    };
  }
}
