package dev.drydock.cli;

import dev.drydock.scenarios.report.Status;

/// The signs before what was checked: words in a file, marks and colours on a screen.
final class Marks {
  private static final String BOLD = "\u001b[1m";
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String PLAIN = "\u001b[0m";

  private final boolean screen;
  private final boolean coloured;

  Marks(Streams streams) {
    this.screen = streams.isOutputTerminal();
    this.coloured = streams.isColoured();
  }

  String of(Status status) {
    return switch (status) {
      case PASSED -> coloured(GREEN, screen ? "✔" : "ok");
      case FAILED -> coloured(RED, screen ? "✘" : "FAILED");
      case SKIPPED -> coloured(YELLOW, screen ? "–" : "skipped");
    };
  }

  /// A command as it is shown.
  String command(String text) {
    return coloured(BOLD, "$ " + text);
  }

  private String coloured(String colour, String text) {
    return coloured ? colour + text + PLAIN : text;
  }
}
