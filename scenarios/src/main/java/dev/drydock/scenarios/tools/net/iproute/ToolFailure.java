package dev.drydock.scenarios.tools.net.iproute;

import org.jspecify.annotations.Nullable;

/// A tool gives up: what it says on standard error, and its exit status. Checked, as
/// [dev.drydock.scenarios.tools.docker.client.Failure] is: a tool that reads such words has to say
/// what comes of it.
public final class ToolFailure extends Exception {
  /// `exit(-1)`, as iproute2 does on a wrong argument.
  public static final int MINUS_ONE = 255;

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient @Nullable NetErrno errno;
  private final String device;

  private ToolFailure(int status, String text, @Nullable NetErrno errno, String device) {
    super(text, null, false, false);
    this.status = status;
    this.errno = errno;
    this.device = device;
  }

  /// A tool's end.
  ///
  /// @param status the exit status
  /// @param text what it says, without the last line end; empty for nothing
  public ToolFailure(int status, String text) {
    this(status, text, null, "");
  }

  /// The end of a tool because the kernel refuses, as iproute2 says it (`rtnl_talk_error`).
  public static ToolFailure refused(NetErrno errno) {
    String detail = errno.detail();
    String text =
        detail.isEmpty() ? "RTNETLINK answers: " + errno.text() : "Error: " + detail + ".";
    return new ToolFailure(2, text, errno, "");
  }

  /// The end of a tool because a device is not there.
  static ToolFailure noDevice(String device, String text) {
    return new ToolFailure(1, text, null, device);
  }

  /// What the kernel answered; null when it was not asked.
  public @Nullable NetErrno errno() {
    return errno;
  }

  /// The device that is not there; empty when that is not what is wrong.
  public String device() {
    return device;
  }

  /// The exit status.
  public int status() {
    return status;
  }

  /// What the tool says on standard error.
  public String text() {
    String text = getMessage();
    return text == null ? "" : text;
  }
}
