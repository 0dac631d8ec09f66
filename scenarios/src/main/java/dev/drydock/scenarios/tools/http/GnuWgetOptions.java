package dev.drydock.scenarios.tools.http;

import java.util.ArrayList;
import java.util.List;

/// The options of GNU `wget` 1.21 that make a difference here, with its defaults.
final class GnuWgetOptions {
  private static final List<String> LONG =
      List.of(
          "quiet",
          "output-document=",
          "timeout=",
          "connect-timeout=",
          "read-timeout=",
          "tries=",
          "no-verbose",
          "spider",
          "server-response",
          "header=",
          "user-agent=",
          "waitretry=",
          "retry-connrefused",
          "max-redirect=",
          "inet4-only",
          "inet6-only");

  boolean quiet;
  boolean brief;
  boolean spider;
  boolean showsHeaders;
  boolean triesRefused;

  /// Where to; empty for a file named by the URL, `-` for standard output.
  String output = "";

  /// 0 for the kernel's own time.
  long connectSeconds;

  long readSeconds = 900;

  /// How often it is tried; 0 for ever.
  int tries = 20;

  int redirects = 20;
  int waitSeconds = 10;

  /// 4 or 6 where one was asked for, else 0.
  int family;

  String agent = "Wget/1.21.3";
  final List<String> headers = new ArrayList<>();

  /// What is wrong; empty when nothing is.
  String wrong = "";

  List<String> urls = List.of();

  static GnuWgetOptions read(List<String> words) {
    GnuWgetOptions options = new GnuWgetOptions();
    CommandLine line = CommandLine.read("qO:T:t:n:SU:46", LONG, words);
    options.wrong = line.unknown();
    options.urls = line.operands();
    line.options().forEach(options::take);
    return options;
  }

  private void take(CommandLine.Option option) {
    String value = option.value();
    switch (option.name()) {
      case "q", "quiet" -> quiet = true;
      case "n" -> brief |= value.indexOf('v') >= 0;
      case "no-verbose" -> brief = true;
      case "spider" -> spider = true;
      case "S", "server-response" -> showsHeaders = true;
      case "retry-connrefused" -> triesRefused = true;
      case "4", "inet4-only" -> family = 4;
      case "6", "inet6-only" -> family = 6;
      case "O", "output-document" -> output = value;
      case "U", "user-agent" -> agent = value;
      case "header" -> headers.add(value);
      default -> takeNumber(option.name(), number(value));
    }
  }

  private void takeNumber(String name, int value) {
    switch (name) {
      case "T", "timeout" -> {
        connectSeconds = value;
        readSeconds = value;
      }
      case "connect-timeout" -> connectSeconds = value;
      case "read-timeout" -> readSeconds = value;
      case "waitretry" -> waitSeconds = value;
      case "max-redirect" -> redirects = value;
      default -> tries = value;
    }
  }

  private static int number(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }
}
