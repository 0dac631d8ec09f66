package dev.drydock.drivers.parent;

/// The kernel's errors in the words of Go's `syscall` package.
final class Errno {
  private Errno() {}

  /// The text of an error such as `EBUSY`.
  static String text(String word) {
    return switch (word) {
      case "EBUSY" -> "device or resource busy";
      case "EINVAL" -> "invalid argument";
      case "EEXIST" -> "file exists";
      case "EOPNOTSUPP" -> "operation not supported";
      case "ERANGE" -> "numerical result out of range";
      case "ENETDOWN" -> "network is down";
      case "EADDRINUSE" -> "address already in use";
      default -> word;
    };
  }
}
