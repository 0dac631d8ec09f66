package dev.drydock.scenarios.tools.http;

import dev.drydock.core.app.StreamPorts;
import dev.drydock.core.app.http.HttpCall;
import dev.drydock.core.app.http.HttpClient;
import dev.drydock.core.app.http.HttpResponse;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `wget` of BusyBox 1.35 (`networking/wget.c`), without FTP and TLS.
final class BusyboxWget implements Tool {
  private static final int REDIRECTS_MAX = 5;

  private final NameLookup names;

  BusyboxWget(NameLookup names) {
    this.names = names;
  }

  @Override
  public int run(Invocation invocation) {
    try {
      WgetWords words =
          WgetWords.parse(invocation.arguments(), WgetBuild.of(invocation.place().toolbox()));
      new Run(invocation, words).run();
      return 0;
    } catch (CommandFailure failure) {
      return failure.end(invocation);
    }
  }

  /// One run.
  private final class Run {
    private final Invocation invocation;
    private final WgetWords words;

    Run(Invocation invocation, WgetWords words) {
      this.invocation = invocation;
      this.words = words;
    }

    void run() throws CommandFailure {
      for (String text : words.urls()) {
        fetch(text);
      }
    }

    private void fetch(String text) throws CommandFailure {
      Url url = Url.parse(text);
      if (url == null || (!url.scheme().equals("http") && !url.scheme().equals("https"))) {
        throw new CommandFailure(1, "wget: not an http or ftp url: " + text);
      }
      for (int redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
        Url next = fetch(url);
        if (next == null) {
          return;
        }
        url = next;
      }
      throw new CommandFailure(1, "wget: too many redirections");
    }

    /// @return where it is instead; null when it was fetched
    private @Nullable Url fetch(Url url) throws CommandFailure {
      NameLookup.Answer answer = names.addresses(invocation, url.host());
      if (answer.addresses().isEmpty()) {
        throw new CommandFailure(1, "wget: bad address '" + url.host() + "'");
      }
      IpAddress address = answer.addresses().get(0);
      SocketAddress remote = new SocketAddress(address, url.port());
      say("Connecting to " + url.hostHeader() + " (" + shown(remote) + ")");
      HttpCall.Limits limits =
          new HttpCall.Limits(
              words.timeoutSeconds() * Nanos.SECOND,
              words.timeoutSeconds() * Nanos.SECOND,
              0,
              HttpCall.Limits.SEND_NANOS);
      HttpCall call = new HttpCall(remote, request(url), words.spider(), limits);
      HttpClient client =
          new HttpClient(
              invocation.lab().loop(), StreamPorts.connector(invocation.place().namespace()), call);
      invocation.await(client);
      check(client);
      HttpResponse response = client.response();
      int status = response.status();
      boolean isRead =
          (status / 100 == 3 && status != 305) || status == 200 || status == 204 || status == 206;
      if (words.showsHeaders()) { // of what is an error the first line alone has been read
        response
            .head()
            .strip()
            .lines()
            .limit(isRead ? Long.MAX_VALUE : 1)
            .forEach(line -> invocation.err("  " + line));
      }
      String location = response.header("Location");
      if (status / 100 == 3 && location != null) {
        return url.resolve(location);
      }
      if (status != 200 && status != 204 && status != 206) {
        throw new CommandFailure(1, "wget: server returned error: " + response.statusLine());
      }
      save(url, response);
      return null;
    }

    private String request(Url url) {
      StringBuilder head = new StringBuilder();
      String method = words.post() == null ? "GET" : "POST";
      head.append(method).append(' ').append(url.target()).append(" HTTP/1.1\r\n");
      head.append("Host: ").append(url.hostHeader()).append("\r\n");
      head.append("User-Agent: ").append(words.agent()).append("\r\n");
      head.append("Connection: close\r\n");
      words.headers().forEach(header -> head.append(header).append("\r\n"));
      String post = words.post();
      if (post == null) {
        return head.append("\r\n").toString();
      }
      if (words.headers().stream()
          .noneMatch(h -> h.toLowerCase(Locale.ROOT).startsWith("content-type:"))) {
        head.append("Content-Type: application/x-www-form-urlencoded\r\n");
      }
      byte[] bytes = post.getBytes(StandardCharsets.UTF_8);
      head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
      return head + new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void check(HttpClient client) throws CommandFailure {
      SocketError error = client.error();
      String why = error == null ? "Connection reset by peer" : error.text();
      switch (client.outcome()) {
        case DONE -> {
          // All is well.
        }
        case NOT_CONNECTED ->
            throw new CommandFailure(1, "wget: " + NetcatText.refused(client.remote()) + why);
        case CONNECT_TIMED_OUT, TIMED_OUT, PENDING ->
            throw new CommandFailure(1, "wget: download timed out");
        case BROKEN -> throw new CommandFailure(1, "wget: error getting response: " + why);
        case ENDED -> {
          boolean hasHead = client.response().hasHead();
          throw new CommandFailure(
              1, hasHead ? "wget: connection closed prematurely" : "wget: no response from server");
        }
      }
    }

    private void save(Url url, HttpResponse response) throws CommandFailure {
      if (words.spider()) {
        say("remote file exists");
        return;
      }
      if (words.output().equals("-")) {
        say("writing to stdout");
        invocation.output().write(response.text(), false);
        say(progress("-", response.bodyBytes()));
        say("written to stdout");
        return;
      }
      PlaceFiles files = new PlaceFiles(invocation.place());
      String file = words.output();
      if (file.isEmpty()) {
        String name = url.fileName().isEmpty() ? "index.html" : url.fileName();
        file =
            words.folder().isEmpty() ? name : words.folder().replaceFirst("/+$", "") + "/" + name;
        if (files.exists(file) && !words.continues()) { // `O_EXCL`
          throw new CommandFailure(1, "wget: can't open '" + file + "': File exists");
        }
      }
      say("saving to '" + file + "'");
      files.write(file, response.text(), false);
      say(progress(file.substring(file.lastIndexOf('/') + 1), response.bodyBytes()));
      say("'" + file + "' saved");
    }

    private void say(String line) {
      if (!words.quiet()) {
        invocation.err(line);
      }
    }
  }

  private static String shown(SocketAddress remote) {
    return remote.toString();
  }

  /// The bar as it is left at the end of the transfer (`libbb/progress.c`, 80 columns).
  private static String progress(String file, long bytes) {
    String last = file.substring(file.lastIndexOf('/') + 1);
    String name = last.length() > 20 ? last.substring(0, 20) : last;
    String size = bytes < 100_000 ? Long.toString(bytes) : (bytes >> 10) + "k";
    return String.format(
        Locale.ROOT, "%-20s 100%% |%s| %5s  0:00:00 ETA", name, "*".repeat(32), size);
  }
}
