package dev.drydock.core.transport;

/// Who takes the connections that a listening socket accepts.
public interface AcceptListener {
  /// A connection was made. The receiver sets its [StreamListener].
  void accepted(StreamSocket stream);
}
