package dev.drydock.core.transport.tcp;

/// Sequence numbers: they wrap, so which comes first is told by the sign of the difference (RFC
/// 9293 section 3.4).
final class Sequence {
  private Sequence() {}

  static boolean before(int a, int b) {
    return a - b < 0;
  }

  static boolean after(int a, int b) {
    return a - b > 0;
  }

  /// The later of two.
  static int max(int a, int b) {
    return a - b >= 0 ? a : b;
  }

  /// The earlier of two.
  static int min(int a, int b) {
    return a - b <= 0 ? a : b;
  }
}
