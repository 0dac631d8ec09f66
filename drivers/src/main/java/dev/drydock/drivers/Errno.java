package dev.drydock.drivers;

/// The kernel's errors in the words of Go's `syscall` package.
public final class Errno {
  private Errno() {}

  /// The text of an error such as `EBUSY`.
  public static String text(String word) {
    return switch (word) {
      case "EBUSY" -> "device or resource busy";
      case "EINVAL" -> "invalid argument";
      case "ELOOP" -> "too many levels of symbolic links";
      case "EXFULL" -> "exchange full";
      case "EEXIST" -> "file exists";
      case "EOPNOTSUPP" -> "operation not supported";
      case "ERANGE" -> "numerical result out of range";
      case "ENETDOWN" -> "network is down";
      case "EADDRINUSE" -> "address already in use";
      case "EADDRNOTAVAIL" -> "cannot assign requested address";
      default -> word;
    };
  }
}
