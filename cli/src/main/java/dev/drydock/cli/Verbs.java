package dev.drydock.cli;

import dev.drydock.scenarios.text.Spelling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commands of this version.
final class Verbs {
  private static final List<String> NAMES =
      List.of(
          "run",
          "validate",
          "shell",
          "explain",
          "matrix",
          "lint",
          "diff",
          "graph",
          "report",
          "import",
          "sweep",
          "transcript",
          "lab",
          "bench",
          "completion",
          "version",
          "help");

  private Verbs() {}

  /// The words, as help lists them.
  static List<String> names() {
    return all().stream().map(Verb::name).toList();
  }

  /// All of them, as help lists them.
  static List<Verb> all() {
    List<Verb> verbs = new ArrayList<>();
    for (String name : NAMES) {
      Verb verb = find(name);
      if (verb != null) {
        verbs.add(verb);
      }
    }
    return verbs;
  }

  /// The command of this name; null when there is none. Only its own class is loaded.
  static @Nullable Verb find(String name) {
    return switch (name) {
      case "run" -> new RunVerb();
      case "validate" -> new ValidateVerb();
      case "shell" -> new ShellVerb();
      case "explain" -> new ExplainVerb();
      case "matrix" -> new MatrixVerb();
      case "lint" -> new LintVerb();
      case "diff" -> new DiffVerb();
      case "graph" -> new GraphVerb();
      case "report" -> new ReportVerb();
      case "import" -> new ImportVerb();
      case "sweep" -> new SweepVerb();
      case "transcript" -> new TranscriptVerb();
      case "lab" -> new LabVerb();
      case "bench" -> new BenchVerb();
      case "completion" -> new CompletionVerb();
      case "version" -> new VersionVerb();
      case "help" -> new HelpVerb();
      default -> null;
    };
  }

  /// The command of this name.
  ///
  /// @throws UserError when there is none: it names the one that was likely meant
  static Verb get(String name) throws UserError {
    Verb verb = find(name);
    if (verb != null) {
      return verb;
    }
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      throw new UserError(
          "\"" + name + "\" is not a command; did you mean \"drydock run " + name + "\"?");
    }
    String hint = Spelling.hint(name, NAMES);
    throw new UserError(
        "\"" + name + "\" is not a command" + (hint.isEmpty() ? Main.SEE_HELP : "; " + hint));
  }
}
