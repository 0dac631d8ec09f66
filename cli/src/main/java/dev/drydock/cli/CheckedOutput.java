package dev.drydock.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// A stream to the outside that remembers its first failure and swallows everything after it: a
/// reader that has left, as in `drydock … | head -1`, is no reason for noise.
final class CheckedOutput extends OutputStream {
  private final OutputStream target;
  private @Nullable IOException failure;

  CheckedOutput(OutputStream target) {
    this.target = target;
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (failure != null) {
      return;
    }
    try {
      target.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
    }
  }

  @Override
  public void flush() {
    if (failure != null) {
      return;
    }
    try {
      target.flush();
    } catch (IOException e) {
      failure = e;
    }
  }

  /// Whether nobody reads any more, or nothing more can be written.
  boolean isBroken() {
    return failure != null;
  }

  /// Why writing failed; null when it did not, or when the reader of a pipe has left.
  @Nullable String complaint() {
    if (failure == null) {
      return null;
    }
    String reason = failure.getMessage();
    if (reason == null) {
      return failure.getClass().getSimpleName();
    }
    // EPIPE of Linux and macOS; ERROR_NO_DATA and ERROR_BROKEN_PIPE of Windows.
    return reason.contains("roken pipe") || reason.contains("pipe is being closed") ? null : reason;
  }
}
