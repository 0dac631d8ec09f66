package dev.drydock.scenarios.tools.http;

import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A connection as a tool sees it that waits for one thing after the other.
final class Conversation implements StreamListener {
  private static final int BUFFER_BYTES = 16_384;

  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private byte[] output = {};
  private @Nullable StreamSocket stream;
  private @Nullable SocketError error;
  private boolean connected;
  private boolean ended;
  private boolean closed;
  private boolean sending;
  private boolean endsOutput;
  private int sentBytes;

  /// Takes a connection that somebody else made.
  void take(StreamSocket newStream) {
    stream = newStream;
    connected = true;
    newStream.setListener(this);
    readable(newStream);
  }

  @Override
  public void connected(StreamSocket newStream) {
    stream = newStream;
    connected = true;
  }

  /// There is more to be sent.
  ///
  /// @param ends whether the own stream ends behind it
  void send(String more, boolean ends) {
    byte[] bytes = more.getBytes(StandardCharsets.UTF_8);
    byte[] left = Arrays.copyOfRange(output, sentBytes, output.length + bytes.length);
    System.arraycopy(bytes, 0, left, output.length - sentBytes, bytes.length);
    output = left;
    sentBytes = 0;
    sending = true;
    endsOutput = ends;
    StreamSocket to = stream;
    if (to != null && error == null) {
      writable(to);
    }
  }

  @Override
  public void writable(StreamSocket to) {
    if (!sending) {
      return;
    }
    sentBytes += to.write(output, sentBytes, output.length - sentBytes);
    if (sentBytes == output.length) {
      sending = false;
      if (endsOutput) {
        to.shutdownOutput();
      }
    }
  }

  @Override
  public void readable(StreamSocket from) {
    byte[] buffer = new byte[BUFFER_BYTES];
    int length = from.read(buffer, 0, buffer.length);
    while (length > 0) {
      received.write(buffer, 0, length);
      length = from.read(buffer, 0, buffer.length);
    }
    ended |= length < 0;
  }

  @Override
  public void failed(StreamSocket from, SocketError why) {
    error = why;
    closed = true;
  }

  /// Ends it.
  void close() {
    StreamSocket open = stream;
    if (open != null && !closed) {
      closed = true;
      open.close();
    }
  }

  /// Takes what has come since the last time.
  String takeText() {
    String text = received.toString(StandardCharsets.UTF_8);
    received.reset();
    return text;
  }

  /// Whether something has come.
  boolean hasText() {
    return received.size() > 0;
  }

  /// Whether there is or was a connection.
  boolean isConnected() {
    return connected;
  }

  /// Whether nothing more will come.
  boolean isOver() {
    return ended || error != null;
  }

  /// What went wrong; null when nothing did.
  @Nullable SocketError error() {
    return error;
  }

  /// The socket; null before there is one.
  @Nullable StreamSocket stream() {
    return stream;
  }
}
