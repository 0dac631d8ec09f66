package dev.drydock.core.app.http;

import dev.drydock.core.sim.Calendar;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.transport.AcceptListener;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A web server: takes connections, reads requests, writes what its [HttpProgram] answers.
///
/// ```
///   READING --head is there--> THINKING --writes, a pause after each--> READING   (kept open)
///                                                                   \-> ENDING    (FIN, then exit)
/// ```
public final class HttpServer implements AcceptListener {
  /// From the last byte of a request to the first of the answer: about the middle of what was
  /// recorded (60 to 500 us) of a process that is started for the connection.
  private static final long THINK_NANOS = 200_000;

  /// From the head to the body: 50 to 120 us were recorded, 80 us in the middle.
  private static final long HEAD_NANOS = 75_000;

  /// Between two other writes, and from the last to the end of the stream: recorded are 20 to 80
  /// us.
  private static final long WRITE_NANOS = 30_000;

  /// What writing a byte takes: 20000 bytes took 250 to 340 us from the first segment to the end of
  /// the stream.
  private static final long BYTE_NANOS = 12;

  /// From the end of the stream to the end of the process, recorded once as 55 us.
  private static final long EXIT_NANOS = 55_000;

  /// A longer head is refused (`IOBUF_SIZE` of BusyBox).
  static final int HEAD_BYTES_MAX = 8192;

  private final EventLoop loop;
  private final HttpProgram program;
  private final AccessListener listener;
  private final List<Connection> connections = new ArrayList<>();

  /// A server without connections.
  public HttpServer(EventLoop loop, HttpProgram program) {
    this(loop, program, AccessListener.NOBODY);
  }

  /// A server without connections.
  ///
  /// @param listener hears of each request
  public HttpServer(EventLoop loop, HttpProgram program, AccessListener listener) {
    this.loop = loop;
    this.program = program;
    this.listener = listener;
  }

  @Override
  public void accepted(StreamSocket stream) {
    Connection connection = new Connection(stream);
    connections.add(connection);
    listener.opened(stream.remote());
    stream.setListener(connection);
    connection.readable(stream);
  }

  /// Ends all connections, as the kernel does when the process ends.
  public void stop() {
    for (Connection connection : List.copyOf(connections)) {
      connection.close();
    }
  }

  private enum Phase {
    READING,
    THINKING,
    WRITING,
    ENDING
  }

  /// One connection; as an event, the pause it makes.
  private final class Connection extends Event implements StreamListener {
    private final StreamSocket stream;
    private final StringBuilder received = new StringBuilder();
    private Phase phase = Phase.READING;
    private HttpReply reply = HttpReply.CLOSE;
    private List<HttpHeader> headers = List.of();
    private String line = "";
    private long askedNanos;
    private long bodyBytesLeft;
    private int writeIndex;
    private int writeOffset;

    Connection(StreamSocket stream) {
      this.stream = stream;
    }

    @Override
    public void readable(StreamSocket ignored) {
      byte[] buffer = new byte[program.readBytes()];
      while (phase == Phase.READING) {
        int length = stream.read(buffer, 0, buffer.length);
        if (length == 0) {
          return;
        }
        if (length < 0) {
          end();
          return;
        }
        received.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
        examine();
      }
    }

    /// Whether a whole head is there. An empty line in place of a request ends the connection
    /// without an answer; a kept connection skips the body of its last request first.
    private void examine() {
      int skipped = (int) Math.min(bodyBytesLeft, received.length());
      received.delete(0, skipped);
      bodyBytesLeft -= skipped;
      boolean isEmptyLine = received.indexOf("\r\n") == 0 || received.indexOf("\n") == 0;
      if (isEmptyLine) {
        end();
        return;
      }
      if (received.indexOf("\r\n\r\n") > 0
          || received.indexOf("\n\n") > 0
          || received.length() >= HEAD_BYTES_MAX
          || (program.wantsVersion() && hasVersionless())) {
        phase = Phase.THINKING;
        askedNanos = loop.nowNanos();
        loop.scheduleAfter(this, THINK_NANOS);
      }
    }

    private boolean hasVersionless() {
      int end = received.indexOf("\n");
      return end >= 0 && HttpRequest.parse(received.substring(0, end)) == null;
    }

    @Override
    protected void fire() {
      switch (phase) {
        case READING -> throw new IllegalStateException("woken while reading");
        case THINKING -> answer();
        case WRITING -> writeOn();
        case ENDING -> close();
      }
    }

    private void answer() {
      int crlf = received.indexOf("\r\n\r\n");
      int lf = received.indexOf("\n\n");
      int end = crlf > 0 ? crlf : Math.max(lf, 0);
      HttpRequest request = HttpRequest.parse(received.substring(0, end));
      line = received.substring(0, end).lines().findFirst().orElse("");
      headers = request == null ? List.of() : request.headers();
      var now = Calendar.at(loop.nowNanos());
      reply =
          request == null
              ? program.refuse(now, line)
              : program.reply(new HttpProgram.Call(request, stream.remote(), now));
      received.delete(0, Math.min(received.length(), end + (crlf > 0 ? 4 : 2)));
      bodyBytesLeft = request == null ? 0 : request.bodyBytes();
      phase = Phase.WRITING;
      writeIndex = 0;
      writeOffset = 0;
      writeOn();
    }

    private void writeOn() {
      if (writeIndex == reply.writes().size()) {
        finish();
        return;
      }
      byte[] bytes = reply.writes().get(writeIndex);
      int left = bytes.length - writeOffset;
      writeOffset +=
          writeIndex > 0 && program.sendsFiles()
              ? stream.sendFile(bytes, writeOffset, left)
              : stream.write(bytes, writeOffset, left);
      if (writeOffset == bytes.length) {
        writeIndex++;
        writeOffset = 0;
        long pause = writeIndex == 1 && reply.writes().size() > 1 ? HEAD_NANOS : WRITE_NANOS;
        loop.scheduleAfter(this, pause + bytes.length * BYTE_NANOS);
      }
    }

    @Override
    public void writable(StreamSocket ignored) {
      if (phase == Phase.WRITING && !isPending()) {
        writeOn();
      }
    }

    private void finish() {
      tell();
      if (!reply.keepsOpen()) {
        end();
        return;
      }
      phase = Phase.READING;
      examine();
      readable(stream);
    }

    /// Tells of a request that was answered, or whose answer was begun.
    private void tell() {
      boolean isHeard = listener != AccessListener.NOBODY;
      if (!isHeard || phase != Phase.WRITING || reply.writes().isEmpty()) {
        return;
      }
      long written = writeOffset;
      for (byte[] each : reply.writes().subList(0, writeIndex)) {
        written += each.length;
      }
      listener.answered(
          new Access(
              stream.remote(),
              line,
              headers,
              reply.status(),
              reply.headBytes(),
              Math.max(0, written - reply.headBytes()),
              Calendar.at(askedNanos),
              Calendar.at(loop.nowNanos())));
    }

    private void end() {
      phase = Phase.ENDING;
      stream.shutdownOutput();
      loop.scheduleAfter(this, EXIT_NANOS);
    }

    private void close() {
      loop.cancel(this);
      connections.remove(this);
      listener.closed(stream.remote());
      stream.close();
    }

    @Override
    public void failed(StreamSocket ignored, SocketError error) {
      tell();
      loop.cancel(this);
      connections.remove(this);
      listener.closed(stream.remote());
    }
  }
}
