package dev.drydock.core.app.dns;

import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.wire.Bytes;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Messages on a stream, each behind two bytes with its length (RFC 1035 section 4.2.2).
final class MessageStream {
  private static final int LENGTH_BYTES = 2;

  private final StreamSocket stream;
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private byte[] received = new byte[DnsMessage.DATAGRAM_BYTES];
  private int length;
  private int written;
  private boolean ended;

  /// A stream on which nothing was said yet.
  public MessageStream(StreamSocket stream) {
    this.stream = stream;
  }

  /// Sends a message as soon as there is room.
  public void send(byte[] message) {
    byte[] framed = new byte[LENGTH_BYTES + message.length];
    Bytes.put16(framed, 0, message.length);
    System.arraycopy(message, 0, framed, LENGTH_BYTES, message.length);
    waiting.add(framed);
    flush();
  }

  /// Goes on sending; to be called when there is room again.
  public void flush() {
    byte[] next = waiting.peek();
    while (next != null) {
      written += stream.write(next, written, next.length - written);
      if (written < next.length) {
        return;
      }
      waiting.remove();
      written = 0;
      next = waiting.peek();
    }
  }

  /// The next whole message; null when there is none yet.
  public byte @Nullable [] receive() {
    fill();
    if (length < LENGTH_BYTES || length < LENGTH_BYTES + Bytes.u16(received, 0)) {
      return null;
    }
    int end = LENGTH_BYTES + Bytes.u16(received, 0);
    byte[] message = Arrays.copyOfRange(received, LENGTH_BYTES, end);
    System.arraycopy(received, end, received, 0, length - end);
    length -= end;
    return message;
  }

  private void fill() {
    while (!ended) {
      if (length == received.length) {
        if (length > 0xffff + LENGTH_BYTES) {
          return; // a whole message is there already
        }
        received = Arrays.copyOf(received, 2 * length);
      }
      int count = stream.read(received, length, received.length - length);
      ended = count < 0;
      if (count <= 0) {
        return;
      }
      length += count;
    }
  }

  /// Whether the other side will send nothing more.
  public boolean isEnded() {
    return ended;
  }
}
