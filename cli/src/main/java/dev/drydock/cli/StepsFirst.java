package dev.drydock.cli;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.RunException;
import org.jspecify.annotations.Nullable;

/// The options of verbs that may play steps of the file before their own work: `--after`,
/// `--without-fix`.
final class StepsFirst {
  private static final String ALL = "all";
  private static final int EVERY = Integer.MAX_VALUE;

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
      return EVERY;
    }
    if (!text.matches("\\d{1,9}")) {
      throw new UserError("--after: \"" + text + "\" is no number of steps, nor \"all\"");
    }
    return Integer.parseInt(text);
  }

  /// The plan that is played.
  ///
  /// @throws UserError if it has fewer steps than were asked for
  Plan apply(Plan plan) throws UserError {
    Plan played = withoutFix ? plan.withoutFix() : plan;
    int steps = played.steps().size();
    if (count > steps && count != EVERY) {
      throw new UserError("--after " + count + ": the file has " + stepsInWords(steps));
    }
    return played;
  }

  private static String stepsInWords(int steps) {
    return switch (steps) {
      case 0 -> "no steps";
      case 1 -> "one step; say 1 or all";
      default -> steps + " steps; say a number up to that, or all";
    };
  }

  /// Starts the containers of a lab, tells what is not as it should be, and plays the steps.
  ///
  /// @throws RunException if Docker refuses something
  void start(LiveLab lab, Streams streams) throws RunException {
    for (String warning : lab.start()) {
      streams.err().println("drydock: warning: " + warning);
    }
    play(lab);
  }

  /// Plays them.
  void play(LiveLab lab) {
    lab.play(count);
  }
}
