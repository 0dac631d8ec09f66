package dev.drydock.drivers.bridge;

/// The kernel's errors in the words of Go's `syscall` package.
final class Errno {
  private Errno() {}

  /// The text of an error such as `EBUSY`.
  static String text(String word) {
    return switch (word) {
      case "EBUSY" -> "device or resource busy";
      case "EINVAL" -> "invalid argument";
      case "ELOOP" -> "too many levels of symbolic links";
      case "EXFULL" -> "exchange full";
      default -> word;
    };
  }
}
