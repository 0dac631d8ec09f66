package dev.drydock.scenarios.tools.http;

import dev.drydock.core.app.Connector;
import dev.drydock.core.app.http.HttpCall;
import dev.drydock.core.app.http.HttpClient;
import dev.drydock.core.app.http.HttpOutcome;
import dev.drydock.core.app.http.HttpResponse;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.tcp.ConnectOptions;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.ArrayList;
import java.util.List;

/// `curl` 7.88 for `http`, one connection for each URL. Its output is a terminal: there is no
/// progress meter.
final class CurlTool implements Tool {
  /// `DEFAULT_CONNECT_TIMEOUT`: five minutes.
  private static final long CONNECT_NANOS = 300_000_000_000L;

  /// From the connection to the request, after waking (120 us): 160 us is the middle of what was
  /// recorded, so that docker-proxy mostly has the request before it dials.
  private static final long SEND_NANOS = 40_000;

  private static final long MILLISECOND_NANOS = 1_000_000L;
  private static final int REDIRECTS_MAX = 50;

  private final NameLookup names;

  CurlTool(NameLookup names) {
    this.names = names;
  }

  @Override
  public int run(Invocation invocation) {
    try {
      CurlOptions options = CurlOptions.parse(invocation.arguments(), invocation::input);
      if (options.version) {
        invocation.out("curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1");
        return 0;
      }
      int status = 0;
      for (int i = 0; i < options.urls.size(); i++) {
        String output = i < options.outputs.size() ? options.outputs.get(i) : null;
        status = transfer(invocation, options, options.urls.get(i), output == null ? "-" : output);
      }
      return status;
    } catch (CommandFailure failure) {
      return failure.end(invocation);
    }
  }

  /// Transfers, as often as it takes.
  private int transfer(Invocation invocation, CurlOptions options, String url, String output) {
    CurlRetry retry = new CurlRetry(invocation, options);
    CurlResult result = new Run(invocation, options, output).transfer(url);
    while (retry.waits(result)) {
      result = new Run(invocation, options, output).transfer(url);
    }
    if (!options.writeOut.isEmpty()) {
      invocation.output().write(result.format(options.writeOut), false);
    }
    return result.status;
  }

  /// One transfer.
  private final class Run {
    private final Invocation invocation;
    private final CurlOptions options;
    private final String output;
    private final long startNanos;

    Run(Invocation invocation, CurlOptions options, String output) {
      this.invocation = invocation;
      this.options = options;
      this.output = output;
      this.startNanos = invocation.lab().loop().nowNanos();
    }

    CurlResult transfer(String text) {
      Url url = Url.parse(text);
      CurlResult result = new CurlResult(text, options.verb());
      try {
        if (url == null) {
          throw new CommandFailure(3, "URL using bad/illegal format or missing URL");
        }
        transfer(url, result);
      } catch (CommandFailure failure) {
        result.fail(failure.status(), failure.text());
      }
      result.totalNanos = invocation.lab().loop().nowNanos() - startNanos;
      if (result.status != 0 && (!options.silent || options.showsErrors)) {
        invocation.err("curl: (" + result.status + ") " + result.error);
      }
      return result;
    }

    private void transfer(Url first, CurlResult result) throws CommandFailure {
      Url url = first;
      for (int redirects = 0; ; redirects++) {
        result.url = url;
        HttpResponse response = fetch(url, result);
        String location = response.header("Location");
        Url next =
            options.follows && location != null && response.status() / 100 == 3
                ? url.resolve(location)
                : null;
        boolean isError = options.fails && response.status() >= 400;
        if (isError) {
          throw new CommandFailure(22, "The requested URL returned error: " + response.status());
        }
        print(url, response, next != null);
        if (next == null) {
          return;
        }
        if (redirects == REDIRECTS_MAX) {
          throw new CommandFailure(47, "Maximum (50) redirects followed");
        }
        url = next;
      }
    }

    private HttpResponse fetch(Url url, CurlResult result) throws CommandFailure {
      if (!url.scheme().equals("http") && !url.scheme().equals("https")) {
        throw new CommandFailure(
            1, "Protocol \"" + url.scheme() + "\" not supported or disabled in libcurl");
      }
      List<IpAddress> addresses = resolve(url);
      result.lookupNanos = invocation.lab().loop().nowNanos() - startNanos;
      HttpClient client = null;
      for (IpAddress address : addresses) {
        client = connect(url, address, result);
        HttpOutcome outcome = client.outcome();
        if (outcome != HttpOutcome.NOT_CONNECTED) {
          break;
        }
        SocketError error = client.error();
        say("* connect to " + address + " port " + url.port() + " failed: " + text(error));
      }
      if (client == null) {
        throw new CommandFailure(6, "Could not resolve host: " + url.bareHost());
      }
      result.take(client);
      check(url, client);
      return client.response();
    }

    private List<IpAddress> resolve(Url url) throws CommandFailure {
      for (String entry : options.resolves) {
        String prefix = url.bareHost() + ":" + url.port() + ":";
        if (entry.startsWith(prefix)) {
          String text = entry.substring(prefix.length()).replaceAll("[\\[\\]]", "");
          IpAddress address = IpAddress.parseOrNull(text.replaceFirst(",.*", ""));
          return address == null ? List.of() : List.of(address);
        }
      }
      List<IpAddress> addresses = new ArrayList<>();
      for (IpAddress address : lookUp(url.bareHost())) {
        if (options.family == 0 || address.isV6() == (options.family == 6)) {
          addresses.add(address);
        }
      }
      if (addresses.isEmpty()) {
        say("* Could not resolve host: " + url.bareHost());
        say("* Closing connection 0");
        throw new CommandFailure(6, "Could not resolve host: " + url.bareHost());
      }
      return addresses;
    }

    /// `localhost` is known to curl itself. A look-up may take as long as connecting.
    private List<IpAddress> lookUp(String host) throws CommandFailure {
      if (host.equalsIgnoreCase("localhost")) {
        return List.of(IpAddress.parse("127.0.0.1"), IpAddress.parse("::1"));
      }
      long mostNanos = options.connectNanos == 0 ? CONNECT_NANOS : options.connectNanos;
      mostNanos = options.totalNanos == 0 ? mostNanos : Math.min(mostNanos, options.totalNanos);
      Invocation.Io io = new Invocation.Io(invocation.standardInput(), invocation.output());
      Shell limited = invocation.shell().until(startNanos + mostNanos);
      List<IpAddress> found =
          names
              .addresses(
                  new Invocation(limited, invocation.place(), List.of(invocation.name()), io), host)
              .addresses();
      long tookNanos = invocation.lab().loop().nowNanos() - startNanos;
      if (found.isEmpty() && tookNanos >= mostNanos) {
        throw new CommandFailure(
            28, "Resolving timed out after " + (tookNanos / MILLISECOND_NANOS) + " milliseconds");
      }
      return found;
    }

    /// How to connect: by the link that the URL names, from where the options say.
    private Connector connector(Url url, IpAddress address) throws CommandFailure {
      Netns namespace = invocation.place().namespace();
      NetDevice device =
          url.link().isEmpty() ? options.local.device(namespace) : namespace.device(url.link());
      ConnectOptions chosen = new ConnectOptions(device, ConnectOptions.NONE.segmentBytesMost());
      SocketAddress local = options.local.choose(namespace, address.isV6(), this::say);
      return (remote, listener) ->
          namespace.tcp().connect(local, remote, chosen, new PolledConnect(listener));
    }

    private HttpClient connect(Url url, IpAddress address, CurlResult result)
        throws CommandFailure {
      SocketAddress remote = new SocketAddress(address, url.port());
      say("*   Trying " + remote + "...");
      long spent = invocation.lab().loop().nowNanos() - startNanos;
      long left = options.totalNanos == 0 ? 0 : Math.max(options.totalNanos - spent, 1);
      long connectNanos = options.connectNanos == 0 ? CONNECT_NANOS : options.connectNanos;
      HttpCall.Limits limits = new HttpCall.Limits(connectNanos, 0, left, SEND_NANOS);
      String request = url.scheme().equals("https") ? "" : options.request(url);
      result.requestBytes += request.length();
      HttpCall call = new HttpCall(remote, request, options.isHead, limits);
      HttpClient client = new HttpClient(invocation.lab().loop(), connector(url, address), call);
      invocation.await(client);
      if (client.connectedNanos() >= 0) {
        String name = url.bareHost();
        say("* Connected to " + name + " (" + address + ") port " + url.port() + " (#0)");
        say("> ", request.replaceFirst("(?s)\r\n\r\n.*", "\r\n\r\n"));
        say("< ", client.response().head());
      }
      return client;
    }

    private void check(Url url, HttpClient client) throws CommandFailure {
      long millis = client.endNanos() / MILLISECOND_NANOS;
      String where = url.bareHost() + " port " + url.port() + " after " + millis + " ms: ";
      switch (client.outcome()) {
        case DONE -> {
          String end = client.response().header("Connection");
          boolean closes = "close".equalsIgnoreCase(end);
          say(
              closes
                  ? "* Closing connection 0"
                  : "* Connection #0 to host " + url.bareHost() + " left intact");
        }
        case NOT_CONNECTED -> {
          say("* Failed to connect to " + where + "Couldn't connect to server");
          say("* Closing connection 0");
          boolean isLate = client.error() == SocketError.TIMED_OUT;
          throw new CommandFailure(
              isLate ? 28 : 7, "Failed to connect to " + where + "Couldn't connect to server");
        }
        case CONNECT_TIMED_OUT -> throw new CommandFailure(28, connectTimeout(where, millis));
        case TIMED_OUT, PENDING -> throw new CommandFailure(28, timeout(client, millis));
        case BROKEN -> throw new CommandFailure(56, "Recv failure: " + text(client.error()));
        case ENDED -> throw ended(url, client.response());
      }
      if (url.scheme().equals("https")) {
        throw new CommandFailure(35, "error:0A00010B:SSL routines::wrong version number");
      }
    }

    private String connectTimeout(String where, long millis) {
      boolean byTotal =
          options.totalNanos > 0
              && millis * MILLISECOND_NANOS >= options.totalNanos - MILLISECOND_NANOS;
      say("* Closing connection 0");
      return byTotal
          ? "Connection timed out after " + millis + " milliseconds"
          : "Failed to connect to " + where + "Timeout was reached";
    }

    private String timeout(HttpClient client, long millis) {
      HttpResponse response = client.response();
      String all = response.lengthBytes() < 0 ? "" : " out of " + response.lengthBytes();
      return "Operation timed out after "
          + millis
          + " milliseconds with "
          + response.bodyBytes()
          + all
          + " bytes received";
    }

    private CommandFailure ended(Url url, HttpResponse response) {
      if (url.scheme().equals("https")) {
        return new CommandFailure(
            35,
            "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to " + url.hostHeader() + " ");
      }
      if (!response.hasHead()) {
        return new CommandFailure(52, "Empty reply from server");
      }
      long missing = response.lengthBytes() - response.bodyBytes();
      print(url, response, false);
      return new CommandFailure(
          18,
          response.lengthBytes() < 0
              ? "transfer closed with outstanding read data remaining"
              : "transfer closed with " + missing + " bytes remaining to read");
    }

    private void print(Url url, HttpResponse response, boolean isRedirect) {
      boolean showsHead = options.includesHead || options.isHead;
      String text = (showsHead ? response.head() : "") + (isRedirect ? "" : response.text());
      if (output.equals("-")) {
        invocation.output().write(text, false);
        return;
      }
      String file = output.isEmpty() ? url.fileName() : output;
      new PlaceFiles(invocation.place()).write(file, text, false);
    }

    private void say(String line) {
      if (options.verbose) {
        invocation.err(line);
      }
    }

    private void say(String mark, String lines) {
      lines.lines().forEach(line -> say(mark + line));
    }
  }

  private static String text(@org.jspecify.annotations.Nullable SocketError error) {
    return error == null ? "Connection reset by peer" : error.text();
  }
}
