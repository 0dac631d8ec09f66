package dev.drydock.cli;

import dev.drydock.scenarios.run.LiveLab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// The shell at a terminal: line editing, history, completion, Ctrl-C. The only class that loads
/// JLine.
final class Terminal {
  private final LiveLab lab;
  private final TypedLines lines;
  private final Streams streams;

  Terminal(LiveLab lab, Streams streams) {
    this.lab = lab;
    this.streams = streams;
    this.lines =
        new TypedLines(lab, streams, new Pace(lab::nowNanos, System::nanoTime, this::sleep));
  }

  private void sleep(long nanos) {
    streams.out().flush();
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      lab.interrupt();
    }
  }

  /// Reads and runs lines until the end.
  ///
  /// @return the exit status of the last command
  int run() {
    try (var terminal = TerminalBuilder.builder().system(true).build()) {
      terminal.handle(Signal.INT, signal -> lab.interrupt());
      LineReader reader = reader(terminal);
      lab.onAsk(question -> answer(reader, question));
      streams.out().println("\"help\" tells what can be typed, \"exit\" ends");
      while (!lines.isEnded()) {
        streams.out().flush();
        String line = read(reader);
        if (line == null) {
          break;
        }
        lines.type(line);
      }
      return lines.status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next line; empty after Ctrl-C, null after Ctrl-D.
  private @Nullable String read(LineReader reader) {
    try {
      return reader.readLine(lines.prompt());
    } catch (UserInterruptException e) {
      return "";
    } catch (EndOfFileException e) {
      return null;
    }
  }

  /// The answer to a question of a command, which history does not keep; empty after Ctrl-C.
  private String answer(LineReader reader, String question) {
    streams.out().flush();
    reader.variable(LineReader.DISABLE_HISTORY, true);
    try {
      return reader.readLine(question);
    } catch (UserInterruptException | EndOfFileException e) {
      return "";
    } finally {
      reader.variable(LineReader.DISABLE_HISTORY, false);
    }
  }

  private LineReader reader(org.jline.terminal.Terminal terminal) {
    DefaultParser parser = new DefaultParser();
    parser.setEofOnUnclosedQuote(false);
    parser.setEscapeChars(new char[0]);
    return LineReaderBuilder.builder()
        .terminal(terminal)
        .appName("drydock")
        .parser(parser)
        .completer(new ShellCompleter(lab))
        .variable(LineReader.HISTORY_FILE, historyFile())
        .option(Option.DISABLE_EVENT_EXPANSION, true)
        .build();
  }

  /// XDG base directory specification: state lies in `~/.local/state`.
  private Path historyFile() {
    String state = streams.variable("XDG_STATE_HOME");
    Path folder =
        state == null || !Path.of(state).isAbsolute()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return folder.resolve("drydock").resolve("history");
  }
}
