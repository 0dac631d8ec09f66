package dev.drydock.cli;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.run.LiveLab;
import org.jspecify.annotations.Nullable;

/// The options of verbs that may play steps of the file before their own work: `--after`,
/// `--without-fix`.
final class StepsFirst {
  private static final String ALL = "all";

  private final int count;
  private final boolean withoutFix;

  /// What was asked for.
  StepsFirst(Arguments arguments) throws UserError {
    this.count = count(arguments.value("--after"));
    this.withoutFix = arguments.has("--without-fix");
  }

  static void declare(Syntax syntax) {
    syntax.add(Option.value("N|all", "play the first N steps of the file before", "--after"));
    syntax.add(Option.flag("leave out the steps marked as the fix", "--without-fix"));
  }

  private static int count(@Nullable String text) throws UserError {
    if (text == null) {
      return 0;
    }
    if (text.equals(ALL)) {
      return Integer.MAX_VALUE;
    }
    if (!text.matches("\\d{1,9}")) {
      throw new UserError("--after: \"" + text + "\" is no number of steps, nor \"all\"");
    }
    return Integer.parseInt(text);
  }

  /// The plan that is played.
  Plan apply(Plan plan) {
    return withoutFix ? plan.withoutFix() : plan;
  }

  /// Plays them.
  void play(LiveLab lab) {
    lab.play(count);
  }
}
