package dev.drydock.core.transport.tcp;

import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A program on one end of a stream: writes what it is told to, keeps what it reads, and notes what
/// happens.
final class Talk implements StreamListener {
  final List<String> events = new ArrayList<>();
  final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  @Nullable StreamSocket stream;

  /// What is written as soon as the stream stands.
  byte[] toWrite = {};

  /// What is written before that, by a call of its own.
  byte[] preface = {};

  /// The stream, which is there by now.
  StreamSocket open() {
    return Objects.requireNonNull(stream);
  }

  private int written;
  private boolean ended;

  /// The stream's end is answered with the own.
  boolean closesAtEnd = true;

  /// The own stream ends when all is written.
  boolean endsAfterWriting;

  /// Nothing is read.
  boolean deaf;

  private final byte[] buffer = new byte[65_536];

  static Talk saying(byte[] bytes) {
    Talk talk = new Talk();
    talk.toWrite = bytes;
    return talk;
  }

  void accept(StreamSocket accepted) {
    stream = accepted;
    accepted.setListener(this);
    events.add("accepted");
    write();
  }

  @Override
  public void connected(StreamSocket connected) {
    events.add("connected");
    write();
  }

  @Override
  public void writable(StreamSocket socket) {
    write();
  }

  void say(byte[] bytes) {
    toWrite = bytes;
    written = 0;
    write();
  }

  private void write() {
    StreamSocket out = stream;
    if (out == null) {
      return;
    }
    if (written == 0 && preface.length > 0) {
      out.write(preface, 0, preface.length);
      preface = new byte[0];
    }
    while (written < toWrite.length) {
      int count = out.write(toWrite, written, toWrite.length - written);
      if (count == 0) {
        return;
      }
      written += count;
    }
    if (endsAfterWriting && toWrite.length > 0) {
      out.shutdownOutput();
    }
    if (ended && closesAtEnd) {
      out.close();
    }
  }

  @Override
  public void readable(StreamSocket socket) {
    if (!deaf) {
      readAll(socket);
    }
  }

  void readAll(StreamSocket socket) {
    int count = socket.read(buffer, 0, buffer.length);
    while (count > 0) {
      heard.write(buffer, 0, count);
      count = socket.read(buffer, 0, buffer.length);
    }
    if (count < 0) {
      events.add("end");
      ended = true;
      if (closesAtEnd && written == toWrite.length) {
        socket.close();
      }
    }
  }

  @Override
  public void failed(StreamSocket socket, SocketError error) {
    events.add(error.text());
  }
}
