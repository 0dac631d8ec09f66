package dev.drydock.core.app.http;

import dev.drydock.core.transport.SocketAddress;
import java.time.Instant;

/// A web server program, by what it answers. How it waits, writes and closes is common:
/// [HttpServer].
public sealed interface HttpProgram
    permits ApacheHttpd, BusyboxHttpd, Nginx, PythonHttpServer, Whoami {
  /// Answers a request.
  HttpReply reply(Call call);

  /// Whether what it writes behind a head is left to the kernel (`sendfile`).
  default boolean sendsFiles() {
    return false;
  }

  /// Whether a first line without a version is refused as soon as it is there.
  default boolean wantsVersion() {
    return false;
  }

  /// How much it reads of a head at once; what it does not read of a body is lost with a RST.
  default int readBytes() {
    return HttpServer.HEAD_BYTES_MAX;
  }

  /// Answers what is not a request.
  HttpReply refuse(Instant now);

  /// The same, for a program that repeats what it was told.
  ///
  /// @param line the first line as it came
  default HttpReply refuse(Instant now, String line) {
    return refuse(now);
  }

  /// One request.
  ///
  /// @param remote who asks
  /// @param now the time of the `Date` header
  record Call(HttpRequest request, SocketAddress remote, Instant now) {}
}
