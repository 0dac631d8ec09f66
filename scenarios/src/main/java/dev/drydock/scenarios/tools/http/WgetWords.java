package dev.drydock.scenarios.tools.http;

import dev.drydock.scenarios.tools.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The command line of BusyBox's `wget`.
final class WgetWords {
  /// `-T`, when it is not given (`WGET_TIMEOUT`: 900 s).
  private static final long TIMEOUT_SECONDS = 900;

  /// The exit status of a program that SIGSEGV ended, as shells and Docker tell it.
  private static final int CRASHED = 128 + 11;

  private boolean quiet;
  private boolean spider;
  private boolean showsHeaders;
  private String folder = "";
  private boolean continues;
  private String output = "";
  private String agent = "Wget";
  private @Nullable String post;
  private long timeoutSeconds = TIMEOUT_SECONDS;
  private final List<String> headers = new ArrayList<>();
  private final List<String> urls = new ArrayList<>();
  private final WgetBuild build;

  private WgetWords(WgetBuild build) {
    this.build = build;
  }

  /// Reads the words in their order, so that what is wrong first is told first.
  static WgetWords parse(List<String> arguments, WgetBuild build) throws CommandFailure {
    WgetWords words = new WgetWords(build);
    CommandLine line = CommandLine.read("O:o:P:U:T:t:Y:cqS", build.longOptions(), arguments);
    for (CommandLine.Option option : line.options()) {
      words.take(option);
    }
    if (!line.unknown().isEmpty()) {
      throw new CommandFailure(1, "wget: " + line.unknown() + "\n" + build.usage());
    }
    words.urls.addAll(line.operands());
    if (words.urls.isEmpty()) {
      throw new CommandFailure(1, build.usage());
    }
    return words;
  }

  private void take(CommandLine.Option option) throws CommandFailure {
    switch (option.name()) {
      case "q", "quiet" -> quiet = true;
      case "S", "server-response" -> showsHeaders = true;
      case "O", "output-document" -> output = option.value();
      case "U", "user-agent" -> agent = option.value();
      case "T", "timeout" -> takeTimeout(option.value());
      case "spider" -> spider = true;
      case "header" -> headers.add(option.value());
      case "post-data" -> post = option.value();
      case "c", "continue" -> continues = true;
      case "P", "directory-prefix" -> folder = option.value();
      default -> {
        // The rest has no effect on what is fetched here.
      }
    }
  }

  private void takeTimeout(String text) throws CommandFailure {
    if (!text.matches("\\d{1,9}")) {
      throw new CommandFailure(1, "wget: invalid number '" + text + "'");
    }
    if (!build.knowsTimeout()) {
      throw new CommandFailure(CRASHED, "");
    }
    timeoutSeconds = Long.parseLong(text);
  }

  boolean quiet() {
    return quiet;
  }

  boolean spider() {
    return spider;
  }

  boolean showsHeaders() {
    return showsHeaders;
  }

  /// Where to save; empty for the URL's own name.
  String output() {
    return output;
  }

  /// Where to save what has the URL's own name; empty for the folder it runs in.
  String folder() {
    return folder;
  }

  /// `-c`: whether a file that is there is added to.
  boolean continues() {
    return continues;
  }

  String agent() {
    return agent;
  }

  /// What `POST` sends; null for `GET`.
  @Nullable String post() {
    return post;
  }

  long timeoutSeconds() {
    return timeoutSeconds;
  }

  List<String> headers() {
    return headers;
  }

  List<String> urls() {
    return urls;
  }
}
