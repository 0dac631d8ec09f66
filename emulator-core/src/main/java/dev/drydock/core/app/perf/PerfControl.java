package dev.drydock.core.app.perf;

import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A control connection: state bytes, JSON texts with their length in front, and the cookie that a
/// client begins each of its connections with.
final class PerfControl implements StreamListener {
  static final int COOKIE_BYTES = 37;
  private static final int LENGTH_BYTES = 4;

  /// More than any text that is exchanged. A guess.
  private static final int TEXT_BYTES_MAX = 1 << 16;

  /// Who is told what came. A text comes only when it was asked for.
  interface Listener {
    default void connected() {}

    default void cookie(String cookie) {}

    void state(int state);

    default void text(String json) {}

    /// The connection could not be made or broke.
    void closed(String why);
  }

  private enum Expected {
    COOKIE,
    STATE,
    TEXT
  }

  private final StreamSocket stream;
  private final Listener listener;
  private Expected expected;
  private byte[] received = new byte[256];
  private int count;
  private boolean closed;

  private PerfControl(StreamSocket stream, Listener listener, Expected first) {
    this.stream = stream;
    this.listener = listener;
    this.expected = first;
  }

  /// The client's end of a connection that is being made.
  static PerfControl client(StreamSocket stream, Listener listener) {
    return new PerfControl(stream, listener, Expected.STATE);
  }

  /// The server's end.
  static PerfControl server(StreamSocket stream, Listener listener) {
    PerfControl control = new PerfControl(stream, listener, Expected.COOKIE);
    stream.setListener(control);
    stream.setNoDelay(true);
    return control;
  }

  StreamSocket stream() {
    return stream;
  }

  void send(int state) {
    byte[] one = {(byte) state};
    stream.write(one, 0, 1);
  }

  void sendCookie(String cookie) {
    byte[] bytes = Arrays.copyOf(cookie.getBytes(StandardCharsets.US_ASCII), COOKIE_BYTES);
    stream.write(bytes, 0, bytes.length);
  }

  /// Sends a text; its length is a write of its own.
  void sendText(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    byte[] length = new byte[LENGTH_BYTES];
    Bytes.put32(length, 0, text.length);
    stream.write(length, 0, LENGTH_BYTES);
    stream.write(text, 0, text.length);
  }

  /// The next that comes is a text.
  void expectText() {
    expected = Expected.TEXT;
  }

  void close() {
    if (!closed) {
      closed = true;
      stream.close();
    }
  }

  @Override
  public void connected(StreamSocket socket) {
    socket.setNoDelay(true);
    listener.connected();
  }

  @Override
  public void readable(StreamSocket socket) {
    int length = read(socket);
    while (length > 0) {
      count += length;
      while (!closed && takeOne()) {
        // Each message is one step.
      }
      length = closed ? 0 : read(socket);
    }
    if (length < 0 && !closed) {
      close();
      listener.closed("control socket has closed unexpectedly");
    }
  }

  private int read(StreamSocket socket) {
    if (count == received.length) {
      received = Arrays.copyOf(received, count * 2);
    }
    return socket.read(received, count, received.length - count);
  }

  private boolean takeOne() {
    return switch (expected) {
      case COOKIE -> takeCookie();
      case STATE -> takeState();
      case TEXT -> takeText();
    };
  }

  private boolean takeCookie() {
    if (count < COOKIE_BYTES) {
      return false;
    }
    String cookie = new String(received, 0, COOKIE_BYTES - 1, StandardCharsets.US_ASCII);
    forget(COOKIE_BYTES);
    expected = Expected.STATE;
    listener.cookie(cookie);
    return true;
  }

  private boolean takeState() {
    if (count == 0) {
      return false;
    }
    int state = received[0];
    forget(1);
    listener.state(state);
    return true;
  }

  private boolean takeText() {
    if (count < LENGTH_BYTES) {
      return false;
    }
    int length = Bytes.i32(received, 0);
    if (length < 0 || length > TEXT_BYTES_MAX) {
      close();
      listener.closed("unable to receive parameters from client");
      return false;
    }
    if (count < LENGTH_BYTES + length) {
      return false;
    }
    String text = new String(received, LENGTH_BYTES, length, StandardCharsets.UTF_8);
    forget(LENGTH_BYTES + length);
    expected = Expected.STATE;
    listener.text(text);
    return true;
  }

  private void forget(int bytes) {
    count -= bytes;
    System.arraycopy(received, bytes, received, 0, count);
  }

  @Override
  public void failed(StreamSocket socket, SocketError error) {
    closed = true;
    listener.closed(error.text());
  }
}
