package dev.drydock.scenarios.tools.http;

import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A connection as a tool sees it that waits for one thing after the other.
final class Conversation implements StreamListener {
  private static final int BUFFER_BYTES = 16_384;

  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final byte[] output;
  private @Nullable StreamSocket stream;
  private @Nullable SocketError error;
  private boolean connected;
  private boolean ended;
  private boolean closed;
  private boolean sending;
  private boolean endsOutput;
  private int sentBytes;
  private int allowedBytes;

  /// One that has not begun.
  ///
  /// @param output what is to be sent
  Conversation(byte[] output) {
    this.output = output;
    this.allowedBytes = output.length;
  }

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

  /// Sends all there is.
  ///
  /// @param ends whether the own stream ends behind it
  void send(boolean ends) {
    sending = true;
    endsOutput = ends;
    StreamSocket to = stream;
    if (to != null && error == null) {
      writable(to);
    }
  }

  /// Sends the next line and keeps the rest back.
  ///
  /// @return whether there was one
  boolean sendLine() {
    allowedBytes = sentBytes;
    while (allowedBytes < output.length && (allowedBytes == sentBytes || !endsLine())) {
      allowedBytes++;
    }
    boolean any = allowedBytes > sentBytes;
    send(false);
    return any;
  }

  private boolean endsLine() {
    return output[allowedBytes - 1] == '\n';
  }

  @Override
  public void writable(StreamSocket to) {
    if (!sending) {
      return;
    }
    sentBytes += to.write(output, sentBytes, allowedBytes - sentBytes);
    if (sentBytes == allowedBytes) {
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
