package dev.drydock.core.transport;

import org.jspecify.annotations.Nullable;

/// One end of a byte stream between two programs, as `SOCK_STREAM` gives it.
public interface StreamSocket {
  /// The own end.
  SocketAddress local();

  /// The other end.
  SocketAddress remote();

  /// Names who is told what happens from now on.
  void setListener(StreamListener listener);

  /// Takes bytes to send, as many as the send buffer has room for.
  ///
  /// @return how many were taken, from 0 to `length`; what is missing is asked for by
  ///   [StreamListener#writable]
  int write(byte[] data, int offset, int length);

  /// The same of a file that the program does not read itself (`sendfile`).
  default int sendFile(byte[] data, int offset, int length) {
    return write(data, offset, length);
  }

  /// How many bytes can be read at once.
  int available();

  /// Gives received bytes.
  ///
  /// @return how many; 0 when there is nothing yet, -1 when the other side has ended its stream
  int read(byte[] data, int offset, int length);

  /// Ends the own stream (FIN); the other side may go on.
  void shutdownOutput();

  /// Ends the connection as `close` does: what was written is still sent. With unread data it is
  /// reset (RFC 2525 section 2.17).
  void close();

  /// Breaks the connection at once (RST).
  void abort();

  /// Takes the error that the kernel keeps, of a connection that stands too (`SO_ERROR`).
  default @Nullable SocketError takeError() {
    return null;
  }

  /// Sends small segments at once instead of waiting for acknowledgements (`TCP_NODELAY`).
  default void setNoDelay(boolean on) {}

  /// Asks a silent other side now and then whether it is still there (`SO_KEEPALIVE`).
  default void setKeepAlive(boolean on) {}

  /// What the kernel knows of the connection (`TCP_INFO`).
  default StreamInfo info() {
    return StreamInfo.NONE;
  }
}
