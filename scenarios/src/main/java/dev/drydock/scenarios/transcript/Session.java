package dev.drydock.scenarios.transcript;

import dev.drydock.scenarios.shell.Prompt;
import java.util.ArrayList;
import java.util.List;

/// A recorded session, line by line.
///
/// ```
/// # scenario default-bridge                 text
/// ## fresh dh1 dockerd                      directive
/// ######## step 02-ping-one-two             step
/// one@dh1$ ping -c 1 172.17.0.3             command, and below it its output
/// PING 172.17.0.3 (172.17.0.3): 56 data bytes
/// [exit status 1]                           only after a failure
/// ```
public record Session(List<Entry> entries) {
  private static final String STEP = "######## step ";
  private static final String DIRECTIVE = "## ";
  private static final String TITLE = "# scenario";

  /// Copies the list.
  public Session {
    entries = List.copyOf(entries);
  }

  /// Part of a session. Empty lines after it count as its own.
  public sealed interface Entry {
    /// How many empty lines follow.
    int blankLines();
  }

  /// A line that is neither command nor directive.
  public record Text(String line, int blankLines) implements Entry {}

  /// Captures and counters begin anew.
  public record Step(String name, int blankLines) implements Entry {}

  /// Something to do that is no command.
  ///
  /// @param words the directive's name first
  public record Directive(String line, List<String> words, int blankLines) implements Entry {
    /// Copies the list.
    public Directive {
      words = List.copyOf(words);
    }
  }

  /// A command and what the real one said.
  ///
  /// @param lines as they stand in the session: several when they end with a backslash
  /// @param output without empty lines at the end
  public record Command(List<String> lines, List<String> output, int blankLines) implements Entry {
    /// Copies the lists.
    public Command {
      lines = List.copyOf(lines);
      output = List.copyOf(output);
    }

    /// Where it runs, and what.
    public Prompt prompt() {
      return Prompt.parse(String.join("\n", lines));
    }

    /// The first line as comparisons know it.
    public String shown() {
      return lines.get(0).strip();
    }
  }

  /// Reads a session.
  public static Session parse(String text) {
    List<String> lines = text.lines().toList();
    List<Entry> entries = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      int end = at + 1;
      boolean command = Prompt.isOn(lines.get(at));
      if (command) {
        while (end < lines.size() && !begins(lines.get(end))) {
          end++;
        }
      } else {
        while (end < lines.size() && lines.get(end).isBlank()) {
          end++;
        }
      }
      List<String> block = lines.subList(at, end);
      entries.add(command ? command(block) : other(block));
      at = end;
    }
    return new Session(entries);
  }

  private static boolean begins(String line) {
    return line.startsWith(STEP)
        || line.startsWith(DIRECTIVE)
        || line.startsWith(TITLE)
        || Prompt.isOn(line);
  }

  private static Entry other(List<String> block) {
    String line = block.get(0);
    int blankLines = block.size() - 1;
    if (line.startsWith(STEP)) {
      return new Step(line.substring(STEP.length()).strip(), blankLines);
    }
    if (line.startsWith(DIRECTIVE) && line.length() > DIRECTIVE.length()) {
      List<String> words = List.of(line.substring(DIRECTIVE.length()).strip().split("\\s+"));
      return new Directive(line, words, blankLines);
    }
    return new Text(line, blankLines);
  }

  private static Command command(List<String> block) {
    int typed = 1;
    while (typed < block.size() && block.get(typed - 1).endsWith("\\")) {
      typed++;
    }
    int end = block.size();
    while (end > typed && block.get(end - 1).isBlank()) {
      end--;
    }
    List<String> output = block.subList(typed, end).stream().map(String::stripTrailing).toList();
    return new Command(block.subList(0, typed), output, block.size() - end);
  }

  /// The commands, each with the step it belongs to.
  public List<Placed> commands() {
    List<Placed> commands = new ArrayList<>();
    String step = "";
    for (Entry entry : entries) {
      if (entry instanceof Step(String name, int _)) {
        step = name;
      } else if (entry instanceof Command command) {
        commands.add(new Placed(step, command.shown(), command.output()));
      }
    }
    return commands;
  }

  /// A command with its step and output.
  ///
  /// @param step empty before the first
  public record Placed(String step, String command, List<String> output) {
    /// Copies the list.
    public Placed {
      output = List.copyOf(output);
    }

    /// Whether it is the same command of the same step, whatever it says.
    public boolean isSameAs(Placed other) {
      return step.equals(other.step) && command.equals(other.command);
    }
  }
}
