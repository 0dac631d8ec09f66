package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.shell.Script.Command;
import dev.drydock.scenarios.shell.Script.Simple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one command of a pipeline writes and the next one reads. Where the reader is a `head`,
/// which leaves when it has seen enough, whoever writes after that is ended by SIGPIPE (pipe(7)).
final class Pipe implements Streams.Sink {
  private static final int DEFAULT_LINES = 10;

  private final Streams.Sink counted;
  private final StringBuilder written = new StringBuilder();
  private final @Nullable Pipe outer;
  private final long linesMax;
  private final long charactersMax;
  private long lines;
  private boolean isBroken;

  private Pipe(Budget budget, @Nullable Pipe outer, long linesMax, long charactersMax) {
    this.counted = budget.counted(written::append);
    this.outer = outer;
    this.linesMax = linesMax;
    this.charactersMax = charactersMax;
  }

  /// A pipe to a command.
  ///
  /// @param outer the pipe that this command line itself writes into; null for none
  static Pipe to(Command reader, Budget budget, @Nullable Pipe outer) {
    List<String> words =
        reader instanceof Simple simple
            ? simple.words().stream().map(Pipe::literal).toList()
            : List.of();
    if (words.isEmpty() || !words.getFirst().equals("head")) {
      return new Pipe(budget, outer, Long.MAX_VALUE, Long.MAX_VALUE);
    }
    String options = String.join(" ", words.subList(1, words.size()));
    if (options.isEmpty()) {
      return new Pipe(budget, outer, DEFAULT_LINES, Long.MAX_VALUE);
    }
    String count = options.replaceFirst("^-[nc]? ?", "");
    boolean isCount = options.startsWith("-") && count.matches("\\d{1,9}");
    long most = isCount ? Long.parseLong(count) : Long.MAX_VALUE;
    boolean areCharacters = options.startsWith("-c");
    return new Pipe(
        budget,
        outer,
        areCharacters ? Long.MAX_VALUE : most,
        areCharacters ? most : Long.MAX_VALUE);
  }

  /// A word without anything to expand; `$` stands for one that has.
  private static String literal(Script.Word word) {
    boolean isText =
        word.segments().size() == 1 && word.segments().getFirst() instanceof Script.Text;
    return isText && word.segments().getFirst() instanceof Script.Text text ? text.text() : "$";
  }

  @Override
  public void accept(String text) {
    if (lines >= linesMax || written.length() >= charactersMax) {
      isBroken = true;
      return;
    }
    lines += text.chars().filter(c -> c == '\n').count();
    counted.accept(text);
  }

  /// Whether somebody writes whom nobody reads any more.
  boolean isBroken() {
    return isBroken || (outer != null && outer.isBroken());
  }

  /// What was written.
  String text() {
    return written.toString();
  }
}
