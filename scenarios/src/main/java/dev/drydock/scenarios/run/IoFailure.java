package dev.drydock.scenarios.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Says why reading or writing failed, for people.
public final class IoFailure {
  private IoFailure() {}

  /// `permission denied`, `No space left on device`.
  public static String text(IOException cause) {
    return switch (cause) {
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException missing -> "no such file or folder";
      case FileAlreadyExistsException exists -> exists.getFile() + " is not a folder";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    };
  }
}
