package dev.drydock.pcap;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// A capture file cannot be written or read. The message names the file and says why; it is meant
/// for the user.
public final class CaptureException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  CaptureException(String message) {
    super(message);
  }

  private CaptureException(String message, IOException cause) {
    super(message, cause);
  }

  static CaptureException writing(String file, IOException cause) {
    return new CaptureException("cannot write capture " + file + ": " + reason(cause), cause);
  }

  static CaptureException reading(String file, IOException cause) {
    return new CaptureException("cannot read capture " + file + ": " + reason(cause), cause);
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException missing -> "no such file or folder";
      case FileAlreadyExistsException exists -> exists.getFile() + " is not a folder";
      case FileNotFoundException unopened -> inParentheses(String.valueOf(unopened.getMessage()));
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    };
  }

  /// The reason alone, of `FILE (REASON)`.
  private static String inParentheses(String message) {
    int open = message.lastIndexOf('(');
    return open >= 0 && message.endsWith(")")
        ? message.substring(open + 1, message.length() - 1)
        : message;
  }
}
