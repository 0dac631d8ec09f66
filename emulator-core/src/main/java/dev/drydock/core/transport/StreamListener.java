package dev.drydock.core.transport;

/// Who reads and writes a stream. All calls come from the event loop, never from within a call to
/// the stream itself.
public interface StreamListener {
  /// The connection stands.
  default void connected(StreamSocket stream) {}

  /// There is something to read, or the other side has written all it will: then
  /// [StreamSocket#read] gives -1 behind the last byte.
  void readable(StreamSocket stream);

  /// There is room to write again after [StreamSocket#write] took less than it was given.
  default void writable(StreamSocket stream) {}

  /// The connection could not be made, or broke. The stream is closed.
  void failed(StreamSocket stream, SocketError error);
}
