package dev.drydock.scenarios.tools.net.iproute;

import dev.drydock.core.ip.SendResult;

/// What the kernel answers to a change of its configuration: done, or why not.
///
/// @param number the errno, 0 for done
/// @param text the C library's text for it
/// @param detail what the kernel says itself (extended acknowledgement), empty for nothing
public record NetErrno(int number, String text, String detail) {
  /// Done.
  public static final NetErrno OK = new NetErrno(0, "", "");

  /// EPERM.
  public static final NetErrno NOT_PERMITTED = of(1, "Operation not permitted");

  /// ESRCH.
  public static final NetErrno NO_SUCH_PROCESS = of(3, "No such process");

  /// ENOENT.
  public static final NetErrno NO_SUCH_FILE = of(2, "No such file or directory");

  /// EACCES.
  public static final NetErrno ACCESS = of(13, "Permission denied");

  /// ENOBUFS.
  public static final NetErrno NO_BUFFERS = of(105, "No buffer space available");

  /// EBUSY.
  public static final NetErrno BUSY = of(16, "Device or resource busy");

  /// EEXIST.
  public static final NetErrno EXISTS = of(17, "File exists");

  /// ENODEV.
  public static final NetErrno NO_DEVICE = of(19, "No such device");

  /// EINVAL.
  public static final NetErrno INVALID = of(22, "Invalid argument");

  /// ERANGE.
  public static final NetErrno OUT_OF_RANGE = of(34, "Numerical result out of range");

  /// ELOOP.
  public static final NetErrno LOOP = of(40, "Too many levels of symbolic links");

  /// EXFULL.
  public static final NetErrno EXCHANGE_FULL = of(54, "Exchange full");

  /// EOPNOTSUPP.
  public static final NetErrno NOT_SUPPORTED = of(95, "Operation not supported");

  /// EADDRINUSE.
  public static final NetErrno ADDRESS_IN_USE = of(98, "Address already in use");

  /// EADDRNOTAVAIL.
  public static final NetErrno ADDRESS_NOT_AVAILABLE = of(99, "Cannot assign requested address");

  /// ENETDOWN.
  public static final NetErrno NETWORK_DOWN = of(100, "Network is down");

  /// ENETUNREACH.
  public static final NetErrno NETWORK_UNREACHABLE = of(101, "Network is unreachable");

  private static NetErrno of(int number, String text) {
    return new NetErrno(number, text, "");
  }

  /// The errno of a packet that cannot be sent.
  public static NetErrno of(SendResult result) {
    return switch (result) {
      case OK -> OK;
      case NETWORK_UNREACHABLE -> NETWORK_UNREACHABLE;
      case HOST_UNREACHABLE -> of(113, result.text());
      case ACCESS -> of(13, result.text());
      case INVALID -> INVALID;
      case MESSAGE_TOO_LONG -> of(90, result.text());
      case NOT_PERMITTED -> NOT_PERMITTED;
      case NO_BUFFERS -> NO_BUFFERS;
      case ADDRESS_NOT_AVAILABLE -> ADDRESS_NOT_AVAILABLE;
    };
  }

  /// The same with a sentence of the kernel's.
  public NetErrno saying(String sentence) {
    return new NetErrno(number, text, sentence);
  }

  public boolean isOk() {
    return number == 0;
  }

  /// Ends the tool as iproute2 does when the kernel refuses (`rtnl_talk_error`).
  public void check() throws ToolFailure {
    if (!isOk()) {
      throw ToolFailure.refused(this);
    }
  }
}
