package dev.drydock.scenarios.shell;

import java.util.List;

/// What was typed, as a tree.
///
/// ```
/// Script   a; b &                 items
/// AndOr    p && q || r            pipelines with conditions
/// Pipeline ! c | d                commands
/// Command  X=1 ping $(f) >g       simple or compound, with redirections
/// ```
record Script(List<Item> items) {
  Script {
    items = List.copyOf(items);
  }

  /// Part of a script up to `;`, `&` or the end of the line.
  record Item(AndOr andOr, boolean background) {}

  /// Pipelines of which each runs or not by the status of those before it.
  record AndOr(Pipeline first, List<Link> rest) {
    AndOr {
      rest = List.copyOf(rest);
    }
  }

  /// `&& p`, or `|| p`.
  record Link(boolean and, Pipeline pipeline) {}

  /// Commands whose output is the next one's input.
  record Pipeline(boolean negated, List<Command> commands) {
    Pipeline {
      commands = List.copyOf(commands);
    }
  }

  /// A command with its redirections, in the order of writing.
  sealed interface Command {}

  /// A command of words, or assignments alone.
  record Simple(List<Assignment> assignments, List<Word> words, List<Redirection> redirections)
      implements Command {
    Simple {
      assignments = List.copyOf(assignments);
      words = List.copyOf(words);
      redirections = List.copyOf(redirections);
    }
  }

  /// A loop, choice or group.
  record Compound(Body body, List<Redirection> redirections) implements Command {
    Compound {
      redirections = List.copyOf(redirections);
    }
  }

  /// What a compound command does.
  sealed interface Body {}

  /// `for NAME in WORDS; do SCRIPT; done`; without `in`, the positional parameters.
  record For(String name, List<Word> words, boolean overParameters, Script script) implements Body {
    For {
      words = List.copyOf(words);
    }
  }

  /// `while CONDITION; do SCRIPT; done`, or `until`.
  record While(Script condition, boolean until, Script script) implements Body {}

  /// `if …; then …; elif …; then …; else …; fi`; an empty `otherwise` for none.
  record If(Script condition, Script then, Script otherwise) implements Body {}

  /// `{ SCRIPT; }`, or `( SCRIPT )` with its own variables.
  record Group(Script script, boolean subshell) implements Body {}

  /// `NAME=WORD`.
  record Assignment(String name, Word value) {}

  /// `N>WORD` and its kin.
  ///
  /// @param descriptor which stream: 0, 1, 2; -1 for both outputs (`&>`)
  record Redirection(int descriptor, Kind kind, Word target) {
    /// What happens to the stream.
    enum Kind {
      /// `<`: read from a file.
      INPUT,
      /// `>`: write to a file.
      OUTPUT,
      /// `>>`: write to the end of a file.
      APPEND,
      /// `>&N`: write where another stream goes.
      DUPLICATE,
      /// `<<<`: read a word.
      HERE_STRING,
      /// `<<`: read the lines that follow.
      HERE_DOCUMENT
    }
  }

  /// A word before expansion: pieces without blanks between them.
  record Word(List<Segment> segments) {
    Word {
      segments = List.copyOf(segments);
    }

    /// The text of a word that is plain and unquoted; empty for others.
    String plain() {
      return segments.size() == 1 && segments.get(0) instanceof Text(String text, boolean quoted)
          ? (quoted ? "" : text)
          : "";
    }
  }

  /// A piece of a word. What is quoted is neither split nor dropped when empty.
  sealed interface Segment {}

  /// Characters as they are.
  record Text(String text, boolean quoted) implements Segment {}

  /// `$NAME` or `${NAME…}`.
  ///
  /// @param operator `:-`, `-`, `:=`, `=`, `:+`, `+`, `#`, `##`, `%`, `%%`, `length`, or empty
  record Parameter(String name, String operator, Word operand, boolean quoted) implements Segment {}

  /// `$(SCRIPT)`.
  record Substitution(Script script, boolean quoted) implements Segment {}

  /// `$((EXPRESSION))`.
  record Arithmetic(Word expression, boolean quoted) implements Segment {}
}
