package dev.drydock.scenarios.tools.http;

import dev.drydock.core.app.StreamPorts;
import dev.drydock.core.app.http.HttpCall;
import dev.drydock.core.app.http.HttpClient;
import dev.drydock.core.app.http.HttpOutcome;
import dev.drydock.core.app.http.HttpResponse;
import dev.drydock.core.sim.Calendar;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.net.NameLookup;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// `wget` of GNU 1.21 for `http`: one try, no redirects, and the last lines of a transfer without
/// its speed.
final class GnuWget implements Tool {
  /// `--read-timeout`: 900 s.
  private static final long TIMEOUT_SECONDS = 900;

  private static final int NETWORK_FAILURE = 4;
  private static final int SERVER_ERROR = 8;

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final List<String> LONG =
      List.of("quiet", "output-document=", "timeout=", "tries=", "no-verbose", "spider", "header=");

  private final NameLookup names;

  GnuWget(NameLookup names) {
    this.names = names;
  }

  @Override
  public int run(Invocation invocation) {
    CommandLine line = CommandLine.read("qO:T:t:nvSU:", LONG, invocation.arguments());
    if (!line.unknown().isEmpty() || line.operands().isEmpty()) {
      String wrong = line.unknown().isEmpty() ? "missing URL" : line.unknown();
      invocation.err("wget: " + wrong);
      invocation.err("Usage: wget [OPTION]... [URL]...");
      return line.unknown().isEmpty() ? 1 : 2;
    }
    try {
      for (String url : line.operands()) {
        new Run(invocation, line).fetch(url);
      }
      return 0;
    } catch (CommandFailure failure) {
      return failure.status();
    }
  }

  /// One file.
  private final class Run {
    private final Invocation invocation;
    private boolean quiet;
    private String output = "";
    private long timeoutSeconds = TIMEOUT_SECONDS;

    Run(Invocation invocation, CommandLine line) {
      this.invocation = invocation;
      for (CommandLine.Option option : line.options()) {
        switch (option.name()) {
          case "q", "quiet" -> quiet = true;
          case "O", "output-document" -> output = option.value();
          case "T", "timeout" ->
              timeoutSeconds =
                  option.value().matches("\\d{1,9}") ? Long.parseLong(option.value()) : 0;
          default -> {
            // The rest makes no difference here.
          }
        }
      }
    }

    void fetch(String typed) throws CommandFailure {
      Url url = Url.parse(typed);
      if (url == null || !url.scheme().equals("http")) {
        throw failure(1, typed + ": Unsupported scheme.");
      }
      say("--" + now() + "--  " + url);
      HttpClient client = ask(url, address(url));
      HttpResponse response = client.response();
      String answer = "HTTP request sent, awaiting response... ";
      if (client.outcome() != HttpOutcome.DONE) {
        boolean late = client.outcome() == HttpOutcome.TIMED_OUT;
        throw failure(
            NETWORK_FAILURE,
            answer
                + (late ? "Read error (Connection timed out) in headers." : "No data received."));
      }
      String status = response.statusLine().replaceFirst("^\\S+ ", "");
      say(answer + status);
      if (response.status() / 100 != 2) {
        String reason = status.replaceFirst("^\\S+ ?", "");
        throw failure(SERVER_ERROR, now() + " ERROR " + response.status() + ": " + reason + ".\n");
      }
      save(url, response);
    }

    private IpAddress address(Url url) throws CommandFailure {
      List<IpAddress> found = names.addresses(invocation, url.host()).addresses();
      boolean isName = IpAddress.parseOrNull(url.host()) == null;
      String resolving = "Resolving " + url.host() + " (" + url.host() + ")... ";
      if (found.isEmpty()) {
        say(resolving + "failed: Name or service not known.");
        throw failure(NETWORK_FAILURE, "wget: unable to resolve host address ‘" + url.host() + "’");
      }
      if (isName) {
        say(resolving + String.join(", ", found.stream().map(IpAddress::toString).toList()));
      }
      return found.get(0);
    }

    private HttpClient ask(Url url, IpAddress address) throws CommandFailure {
      String request =
          "GET "
              + url.target()
              + " HTTP/1.1\r\nHost: "
              + url.hostHeader()
              + "\r\nUser-Agent: Wget/1.21.3\r\nAccept: */*\r\nAccept-Encoding: identity\r\n"
              + "Connection: Keep-Alive\r\n\r\n";
      long nanos = timeoutSeconds * Nanos.SECOND;
      HttpCall call =
          new HttpCall(
              new SocketAddress(address, url.port()),
              request,
              false,
              new HttpCall.Limits(nanos, nanos, 0));
      HttpClient client =
          new HttpClient(
              invocation.lab().loop(), StreamPorts.connector(invocation.place().namespace()), call);
      invocation.await(client);
      boolean isName = IpAddress.parseOrNull(url.host()) == null;
      String host = isName ? url.host() + " (" + url.host() + ")|" + address + "|" : url.host();
      String connecting = "Connecting to " + host + ":" + url.port() + "... ";
      if (client.connectedNanos() < 0) {
        SocketError error = client.error();
        String why = error == null ? "Connection timed out" : error.text();
        throw failure(NETWORK_FAILURE, connecting + "failed: " + why + ".");
      }
      say(connecting + "connected.");
      return client;
    }

    private void save(Url url, HttpResponse response) {
      String type = response.header("Content-Type");
      String length = response.lengthBytes() < 0 ? "unspecified" : "" + response.lengthBytes();
      say("Length: " + length + (type == null ? "" : " [" + type + "]"));
      String file = output.isEmpty() ? url.fileName() : output;
      file = file.isEmpty() ? "index.html" : file;
      if (file.equals("-")) {
        say("Saving to: ‘STDOUT’\n");
        invocation.output().write(response.text(), false);
        return;
      }
      say("Saving to: ‘" + file + "’\n");
      new PlaceFiles(invocation.place()).write(file, response.text(), false);
      int size = response.bodyBytes();
      say(now() + " - ‘" + file + "’ saved [" + size + "/" + size + "]\n");
    }

    private String now() {
      return STAMP.format(Calendar.at(invocation.lab().loop().nowNanos()));
    }

    private void say(String line) {
      if (!quiet) {
        invocation.err(line);
      }
    }

    private CommandFailure failure(int status, String text) {
      say(text);
      return new CommandFailure(status, text);
    }
  }
}
