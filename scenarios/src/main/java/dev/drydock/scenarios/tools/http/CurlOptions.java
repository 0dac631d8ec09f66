package dev.drydock.scenarios.tools.http;

import dev.drydock.core.sim.Nanos;
import dev.drydock.scenarios.tools.CommandFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// The command line of `curl`.
final class CurlOptions {
  private static final String LETTERS = "sSo:Ow:X:H:vifIkLm:d:A:e:u:b:c:x:T:46gGqnNZ#Jr:";

  private static final List<String> LONG =
      List.of(
          "silent",
          "show-error",
          "output=",
          "remote-name",
          "write-out=",
          "request=",
          "header=",
          "verbose",
          "include",
          "fail",
          "head",
          "insecure",
          "location",
          "max-time=",
          "data=",
          "data-raw=",
          "data-binary=",
          "data-ascii=",
          "data-urlencode=",
          "user-agent=",
          "referer=",
          "user=",
          "cookie=",
          "connect-timeout=",
          "resolve=",
          "ipv4",
          "ipv6",
          "get",
          "max-redirs=",
          "noproxy=",
          "retry=",
          "retry-delay=",
          "retry-connrefused",
          "retry-all-errors",
          "retry-max-time=",
          "http1.0",
          "http1.1",
          "interface=",
          "local-port=",
          "no-keepalive",
          "compressed",
          "no-progress-meter",
          "url=",
          "no-buffer",
          "globoff",
          "progress-bar",
          "json=",
          "fail-with-body",
          "version",
          "help");

  boolean silent;
  boolean showsErrors;
  boolean verbose;
  boolean includesHead;
  boolean fails;
  boolean isHead;
  boolean follows;
  boolean version;
  boolean http10;
  boolean asQuery;
  int family;
  LocalEnd local = LocalEnd.ANY;
  String method = "";
  String agent = "curl/7.88.1";
  String referer = "";
  String user = "";
  String cookie = "";
  String writeOut = "";
  long totalNanos;
  long connectNanos;
  long retries;
  long retryDelaySeconds;
  long retryMaxSeconds;
  boolean retriesRefused;
  boolean retriesAll;
  boolean hasData;
  String data = "";
  final List<String> headers = new ArrayList<>();
  final List<String> outputs = new ArrayList<>();
  final List<String> resolves = new ArrayList<>();
  final List<String> urls = new ArrayList<>();

  private final Supplier<String> input;

  private CurlOptions(Supplier<String> input) {
    this.input = input;
  }

  /// Reads the words.
  ///
  /// @param input what `@-` stands for
  static CurlOptions parse(List<String> words, Supplier<String> input) throws CommandFailure {
    CommandLine line = CommandLine.read(LETTERS, LONG, words);
    String advice = "\ncurl: try 'curl --help' or 'curl --manual' for more information";
    if (!line.unknown().isEmpty()) {
      throw new CommandFailure(2, complaint(line.unknown()) + advice);
    }
    CurlOptions options = new CurlOptions(input);
    for (CommandLine.Option option : line.options()) {
      options.take(option.name(), option.value());
    }
    options.urls.addAll(line.operands());
    if (options.urls.isEmpty() && !options.version) {
      throw new CommandFailure(
          2, words.isEmpty() ? advice.strip() : "curl: (2) no URL specified" + advice);
    }
    return options;
  }

  private static String complaint(String unknown) {
    String word = unknown.replaceFirst("^.*'-*(.*)'.*$", "$1");
    String dashes = word.length() == 1 ? "-" : "--";
    String what = unknown.contains("requires") ? "requires parameter" : "is unknown";
    return "curl: option " + dashes + word + ": " + what;
  }

  private void take(String name, String value) throws CommandFailure {
    switch (name) {
      case "s", "silent" -> silent = true;
      case "S", "show-error" -> showsErrors = true;
      case "o", "output" -> outputs.add(value);
      case "O", "remote-name" -> outputs.add("");
      case "v", "verbose" -> verbose = true;
      case "i", "include" -> includesHead = true;
      case "f", "fail" -> fails = true;
      case "I", "head" -> isHead = true;
      case "L", "location" -> follows = true;
      case "4", "ipv4" -> family = 4;
      case "6", "ipv6" -> family = 6;
      case "G", "get" -> asQuery = true;
      case "http1.0" -> http10 = true;
      case "version" -> version = true;
      case "retry-connrefused" -> retriesRefused = true;
      case "retry-all-errors" -> retriesAll = true;
      default -> takeValue(name, value);
    }
  }

  private void takeValue(String name, String value) throws CommandFailure {
    switch (name) {
      case "w", "write-out" -> writeOut = value;
      case "X", "request" -> method = value;
      case "H", "header" -> headers.add(value);
      case "A", "user-agent" -> agent = value;
      case "e", "referer" -> referer = value;
      case "u", "user" -> user = value;
      case "b", "cookie" -> cookie = value;
      case "m", "max-time" -> totalNanos = nanos("-m", value);
      case "connect-timeout" -> connectNanos = nanos("--connect-timeout", value);
      case "retry" -> retries = seconds("--retry", value);
      case "retry-delay" -> retryDelaySeconds = seconds("--retry-delay", value);
      case "retry-max-time" -> retryMaxSeconds = seconds("--retry-max-time", value);
      case "interface" -> local = local.withPlace(value);
      case "local-port" -> local = local.withPorts(value);
      case "resolve" -> resolves.add(value);
      case "url" -> urls.add(value);
      case "d", "data", "data-ascii" -> addData(value, true);
      case "data-binary" -> addData(value, false);
      case "data-raw", "data-urlencode" -> addText(value);
      case "json" -> {
        addText(value);
        headers.add("Content-Type: application/json");
        headers.add("Accept: application/json");
      }
      default -> {
        // The rest makes no difference to what is sent here.
      }
    }
  }

  private static long seconds(String option, String text) throws CommandFailure {
    return nanos(option, text) / Nanos.SECOND;
  }

  private static long nanos(String option, String text) throws CommandFailure {
    if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      throw new CommandFailure(
          2,
          "curl: option "
              + option
              + ": expected a proper numerical parameter\n"
              + "curl: try 'curl --help' or 'curl --manual' for more information");
    }
    return Math.round(Double.parseDouble(text) * Nanos.SECOND);
  }

  private void addData(String value, boolean strips) {
    String text = value;
    if (value.equals("@-")) {
      text = strips ? input.get().replaceAll("[\r\n]", "") : input.get();
    }
    addText(text);
  }

  private void addText(String text) {
    data = hasData ? data + "&" + text : text;
    hasData = true;
  }

  /// The method that is sent.
  String verb() {
    if (!method.isEmpty()) {
      return method;
    }
    return isHead ? "HEAD" : hasData && !asQuery ? "POST" : "GET";
  }

  /// The request for a URL: a character for each byte.
  String request(Url url) {
    StringBuilder head = new StringBuilder();
    String target = url.target();
    if (asQuery && hasData) {
      target += (target.contains("?") ? "&" : "?") + data;
    }
    head.append(verb()).append(' ').append(target);
    head.append(http10 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
    add(head, "Host", url.hostHeader());
    if (!user.isEmpty()) {
      byte[] bytes = user.getBytes(StandardCharsets.UTF_8);
      add(head, "Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    add(head, "User-Agent", agent);
    add(head, "Accept", "*/*");
    add(head, "Referer", referer);
    add(head, "Cookie", cookie);
    for (String header : headers) {
      if (!header.replaceFirst("^[^:]*:", "").isBlank()) {
        head.append(header).append("\r\n");
      }
    }
    if (!hasData || asQuery) {
      return head.append("\r\n").toString();
    }
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    add(head, "Content-Length", Integer.toString(bytes.length));
    add(head, "Content-Type", "application/x-www-form-urlencoded");
    return head + "\r\n" + new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// A header of curl's own, unless the user gives it, or it is empty.
  private void add(StringBuilder head, String name, String value) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    boolean given =
        headers.stream().anyMatch(header -> header.toLowerCase(Locale.ROOT).startsWith(prefix));
    if (!given && !value.isEmpty()) {
      head.append(name).append(": ").append(value).append("\r\n");
    }
  }
}
