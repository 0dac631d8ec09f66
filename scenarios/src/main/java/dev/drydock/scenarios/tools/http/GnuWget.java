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
import dev.drydock.scenarios.tools.names.NameLookup;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `wget` of GNU 1.21.3 for `http` (`http.c`, `connect.c`, `retr.c`): it tries again what may come
/// to pass, a second later each time, and follows redirects, each on a connection of its own.
final class GnuWget implements Tool {
  private static final int NETWORK_FAILURE = 4;
  private static final int SERVER_ERROR = 8;

  /// What reading a small body takes: 2 to 8 µs were measured.
  private static final long READ_NANOS = 5_000;

  private static final int FILES_MAX = 1000;

  private static final String LINKS =
      """
      Remote file exists and could contain further links,
      but recursion is disabled -- not retrieving.
      """;

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final NameLookup names;

  GnuWget(NameLookup names) {
    this.names = names;
  }

  @Override
  public int run(Invocation invocation) {
    GnuWgetOptions options = GnuWgetOptions.read(invocation.arguments());
    if (!options.wrong.isEmpty() || options.urls.isEmpty()) {
      invocation.err("wget: " + (options.wrong.isEmpty() ? "missing URL" : options.wrong));
      invocation.err("Usage: wget [OPTION]... [URL]...");
      return options.wrong.isEmpty() ? 1 : 2;
    }
    int status = 0;
    Run run = new Run(invocation, options);
    for (String url : options.urls) {
      try {
        run.fetch(url);
      } catch (CommandFailure failure) {
        status = status == 0 ? failure.status() : Math.min(status, failure.status());
      }
    }
    return status;
  }

  /// A try failed in a way that may pass.
  private static final class PassingException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /// One run.
  private final class Run {
    private final Invocation invocation;
    private final GnuWgetOptions options;
    private final Map<String, List<IpAddress>> found = new LinkedHashMap<>();

    Run(Invocation invocation, GnuWgetOptions options) {
      this.invocation = invocation;
      this.options = options;
    }

    void fetch(String typed) throws CommandFailure {
      if (options.spider) {
        say("Spider mode enabled. Check if remote file exists.");
      }
      Url url = Url.parse(typed);
      for (int redirects = 0; url != null && url.scheme().equals("http"); redirects++) {
        Url next = tryAgain(url);
        if (next == null) {
          return;
        }
        if (redirects >= options.redirects) {
          complain(options.redirects + " redirections exceeded.");
          throw new CommandFailure(SERVER_ERROR, "");
        }
        url = next;
      }
      complain(typed + ": Unsupported scheme.");
      throw new CommandFailure(1, "");
    }

    /// Fetches a page, as often as it takes.
    ///
    /// @return where it is instead; null when it was fetched
    private @Nullable Url tryAgain(Url url) throws CommandFailure {
      for (int count = 1; ; count++) {
        say("--" + now() + "--  " + (count > 1 ? "(try:%2d)  ".formatted(count) : "") + url);
        try {
          return fetch(url);
        } catch (PassingException e) {
          boolean isLast = count == options.tries;
          say(isLast ? "Giving up.\n" : "Retrying.\n");
          if (isLast) {
            throw new CommandFailure(NETWORK_FAILURE, "");
          }
          invocation.sleep(Math.min(count, options.waitSeconds) * Nanos.SECOND);
        }
      }
    }

    private @Nullable Url fetch(Url url) throws CommandFailure, PassingException {
      HttpClient client = connect(url, addresses(url));
      HttpResponse response = client.response();
      String answer = "HTTP request sent, awaiting response... ";
      if (client.outcome() != HttpOutcome.DONE) {
        boolean isLate = client.outcome() == HttpOutcome.TIMED_OUT;
        say(
            answer
                + (isLate ? "Read error (Connection timed out) in headers." : "No data received."));
        throw new PassingException();
      }
      String status = response.statusLine().replaceFirst("^\\S+ ", "");
      say(answer + (options.showsHeaders ? "" : status));
      if (options.showsHeaders) {
        response.head().strip().lines().forEach(line -> complain("  " + line));
      }
      String location = response.header("Location");
      if (response.status() / 100 == 3 && location != null) {
        say("Location: " + location + " [following]");
        return url.resolve(location);
      }
      if (response.status() / 100 != 2) {
        refused(url, response.status() + ": " + status.replaceFirst("^\\S+ ?", ""));
      }
      long tookNanos = Math.max(client.endNanos() - client.firstByteNanos(), READ_NANOS);
      save(url, response, tookNanos);
      return null;
    }

    private void refused(Url url, String why) throws CommandFailure {
      if (options.spider) {
        complain("Remote file does not exist -- broken link!!!");
      } else {
        complain((options.brief ? url + ":\n" : "") + now() + " ERROR " + why + ".");
      }
      say("");
      throw new CommandFailure(SERVER_ERROR, "");
    }

    private List<IpAddress> addresses(Url url) throws CommandFailure {
      List<IpAddress> known = found.get(url.host());
      if (known != null) {
        return known;
      }
      NameLookup.Answer answer = names.addresses(invocation, url.host());
      List<IpAddress> addresses = new ArrayList<>(answer.addresses());
      addresses.removeIf(a -> options.family != 0 && a.isV6() != (options.family == 6));
      String resolving = "Resolving " + url.host() + " (" + url.host() + ")... ";
      if (addresses.isEmpty()) {
        boolean isTemporary = answer.outcome() == NameLookup.Outcome.TEMPORARY_FAILURE;
        String why =
            isTemporary ? "Temporary failure in name resolution" : "Name or service not known";
        say(resolving + "failed: " + why + ".");
        complain("wget: unable to resolve host address ‘" + url.host() + "’");
        throw new CommandFailure(NETWORK_FAILURE, "");
      }
      if (IpAddress.parseOrNull(url.host()) == null) {
        say(resolving + String.join(", ", addresses.stream().map(IpAddress::toString).toList()));
      }
      found.put(url.host(), addresses);
      return addresses;
    }

    /// Connects to the first address that answers, and asks it.
    private HttpClient connect(Url url, List<IpAddress> addresses)
        throws CommandFailure, PassingException {
      SocketError error = null;
      for (IpAddress address : addresses) {
        HttpClient client = ask(url, address);
        boolean isName = IpAddress.parseOrNull(url.host()) == null;
        String host =
            isName ? url.host() + " (" + url.host() + ")|" + address + "|" : url.shownHost();
        String connecting = "Connecting to " + host + ":" + url.port() + "... ";
        if (client.connectedNanos() >= 0) {
          say(connecting + "connected.");
          return client;
        }
        error = client.error();
        String why = error == null ? "Connection timed out" : error.text();
        complain((options.brief ? "" : connecting) + "failed: " + why + ".");
      }
      boolean isPassing = error == null || error == SocketError.TIMED_OUT || options.triesRefused;
      if (isPassing) {
        throw new PassingException();
      }
      throw new CommandFailure(NETWORK_FAILURE, "");
    }

    private HttpClient ask(Url url, IpAddress address) {
      StringBuilder request = new StringBuilder(options.spider ? "HEAD " : "GET ");
      request.append(url.target()).append(" HTTP/1.1\r\nHost: ").append(url.hostHeader());
      request.append("\r\nUser-Agent: ").append(options.agent);
      request.append("\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: Keep-Alive\r\n");
      options.headers.forEach(header -> request.append(header).append("\r\n"));
      request.append("\r\n");
      HttpCall call =
          new HttpCall(
              new SocketAddress(address, url.port()),
              request.toString(),
              options.spider,
              new HttpCall.Limits(
                  options.connectSeconds * Nanos.SECOND,
                  options.readSeconds * Nanos.SECOND,
                  0,
                  HttpCall.Limits.SEND_NANOS));
      HttpClient client =
          new HttpClient(
              invocation.lab().loop(), StreamPorts.connector(invocation.place().namespace()), call);
      invocation.await(client);
      return client;
    }

    private void save(Url url, HttpResponse response, long tookNanos) {
      String type = response.header("Content-Type");
      String length = response.lengthBytes() < 0 ? "unspecified" : "" + response.lengthBytes();
      say("Length: " + length + (type == null ? "" : " [" + type.replaceFirst(";.*", "") + "]"));
      if (options.spider) {
        boolean hasLinks = type != null && type.startsWith("text/html");
        say(hasLinks ? LINKS : "Remote file exists.\n");
        return;
      }
      PlaceFiles files = new PlaceFiles(invocation.place());
      String file = options.output.isEmpty() ? freeName(url, files) : options.output;
      boolean isShown = file.equals("-");
      say("Saving to: ‘" + (isShown ? "STDOUT" : file) + "’" + (isShown ? "" : "\n"));
      if (isShown) {
        invocation.output().write(response.text(), false);
        say("");
      } else {
        files.write(file, response.text(), false);
      }
      told(url, file, new WgetProgress(response.bodyBytes(), response.lengthBytes(), tookNanos));
    }

    private void told(Url url, String file, WgetProgress progress) {
      long size = progress.bytes();
      String sizes = "[" + size + (progress.total() < 0 ? "" : "/" + progress.total()) + "]";
      if (options.brief && !options.quiet) {
        complain(now() + " URL:" + url + " " + sizes + " -> \"" + file + "\" [1]");
      }
      say(progress.dots());
      String where = file.equals("-") ? "written to stdout" : "‘" + file + "’ saved";
      say(now() + " (" + progress.rate() + ") - " + where + " " + sizes + "\n");
    }

    /// The name of the URL; with a number where there is such a file (`unique_name`).
    private String freeName(Url url, PlaceFiles files) {
      String name = url.fileName().isEmpty() ? "index.html" : url.fileName();
      String free = name;
      for (int i = 1; files.exists(free) && i < FILES_MAX; i++) {
        free = name + "." + i;
      }
      return free;
    }

    private String now() {
      return STAMP.format(Calendar.at(invocation.lab().loop().nowNanos()));
    }

    /// What `-nv` leaves out.
    private void say(String line) {
      if (!options.quiet && !options.brief) {
        invocation.err(line);
      }
    }

    /// What only `-q` leaves out.
    private void complain(String line) {
      if (!options.quiet) {
        invocation.err(line);
      }
    }
  }
}
