package dev.drydock.core.app.http;

import java.io.ByteArrayOutputStream;

/// Reads a body that comes in chunks (RFC 9112 section 7.1): `SIZE CRLF DATA CRLF` …, the last of
/// size 0. Trailers are not looked at.
final class ChunkReader {
  private static final int HEX = 16;

  private final ByteArrayOutputStream body;
  private final StringBuilder line = new StringBuilder();
  private long dataLeft;
  private boolean behindData;
  private boolean done;

  ChunkReader(ByteArrayOutputStream body) {
    this.body = body;
  }

  void take(byte[] data, int from, int length) {
    int at = from;
    int end = from + length;
    while (at < end && !done) {
      if (dataLeft > 0) {
        int part = (int) Math.min(dataLeft, end - at);
        body.write(data, at, part);
        at += part;
        dataLeft -= part;
        behindData = dataLeft == 0;
      } else {
        takeLine((char) (data[at] & 0xff));
        at++;
      }
    }
  }

  private void takeLine(char next) {
    if (next != '\n') {
      line.append(next);
      return;
    }
    String text = line.toString().strip();
    line.setLength(0);
    if (behindData) {
      behindData = false;
      return;
    }
    String size = text.replaceFirst(";.*", "");
    dataLeft = size.matches("[0-9a-fA-F]{1,8}") ? Long.parseLong(size, HEX) : 0;
    done = dataLeft == 0;
  }

  boolean isDone() {
    return done;
  }
}
