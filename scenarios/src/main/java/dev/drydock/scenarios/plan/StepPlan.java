package dev.drydock.scenarios.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that happens while the lab runs.
public sealed interface StepPlan {

  /// Virtual time since the start at which it happens; -1 for as soon as the step before is done.
  long atNanos();

  /// Whether it is the cure of what the scenario shows: a run may leave it out.
  default boolean isFix() {
    return false;
  }

  /// Types a command line.
  record Run(long atNanos, String command, Outcome expect, boolean isFix) implements StepPlan {}

  /// Lets something go wrong for a while.
  record Fault(long atNanos, FaultPlan fault) implements StepPlan {}

  /// What a command must do for the run to pass.
  ///
  /// @param exit exit status; null accepts any
  /// @param stdout texts that its output must hold
  /// @param stderr texts that its error output must hold
  record Outcome(@Nullable Integer exit, List<String> stdout, List<String> stderr) {
    /// Accepts whatever happens.
    public static final Outcome ANY = new Outcome(null, List.of(), List.of());

    /// Copies the lists.
    public Outcome {
      stdout = List.copyOf(stdout);
      stderr = List.copyOf(stderr);
    }

    /// Whether an output holds a text and not merely inside a longer word or number: `0% packet
    /// loss` is not in `100% packet loss`.
    public static boolean holds(String output, String wanted) {
      var from = 0;
      while (true) {
        var at = output.indexOf(wanted, from);
        if (at < 0 || wanted.isEmpty()) {
          return wanted.isEmpty();
        }
        var cutsWord =
            at > 0
                && Character.isLetterOrDigit(output.charAt(at - 1))
                && Character.isLetterOrDigit(wanted.charAt(0));
        if (!cutsWord) {
          return true;
        }
        from = at + 1;
      }
    }
  }
}
