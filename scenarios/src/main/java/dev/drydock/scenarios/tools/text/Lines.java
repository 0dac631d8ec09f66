package dev.drydock.scenarios.tools.text;

import dev.drydock.scenarios.tools.Input;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.PlaceFiles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a filter reads, line by line: its files, one after the other, or standard input as it
/// comes.
final class Lines {
  private final Invocation invocation;
  private final List<Input> inputs;
  private @Nullable String next;
  private boolean isEndMissing;

  private Lines(Invocation invocation, List<Input> inputs) {
    this.invocation = invocation;
    this.inputs = inputs;
  }

  /// Opens files.
  ///
  /// @param paths none for standard input
  /// @return null when one is not there, which has been said
  static @Nullable Lines of(Invocation invocation, List<String> paths) {
    PlaceFiles files = new PlaceFiles(invocation.place());
    List<Input> inputs = new ArrayList<>();
    for (String path : paths.isEmpty() ? List.of("-") : paths) {
      String text = path.equals("-") ? "" : files.read(path);
      if (text == null) {
        Texts.complainMissing(invocation, path);
        return null;
      }
      inputs.add(path.equals("-") ? invocation.standardInput() : Input.of(text));
    }
    return new Lines(invocation, inputs);
  }

  /// Lines of a text.
  static Lines of(Invocation invocation, String text) {
    return new Lines(invocation, new ArrayList<>(List.of(Input.of(text))));
  }

  /// The next line without its end, when it has come; null for none.
  @Nullable String next() {
    if (!hasNext() || next == null) {
      return null;
    }
    isEndMissing = !next.endsWith("\n");
    String line = isEndMissing ? next : next.substring(0, next.length() - 1);
    next = null;
    return line;
  }

  /// Whether there is a further line; waits for it.
  boolean hasNext() {
    while (next == null && !inputs.isEmpty()) {
      next = inputs.getFirst().line(invocation.shell());
      if (next == null) {
        inputs.removeFirst();
      }
    }
    return next != null;
  }

  /// Whether the line that was given last has no end.
  boolean isEndMissing() {
    return isEndMissing;
  }

  /// All that are left, when the last one has come.
  List<String> rest() {
    List<String> lines = new ArrayList<>();
    for (String line = next(); line != null; line = next()) {
      lines.add(line);
    }
    return lines;
  }
}
