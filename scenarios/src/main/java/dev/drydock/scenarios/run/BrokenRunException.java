package dev.drydock.scenarios.run;

import java.io.Serial;

/// The emulator itself broke during a run: a bug of ours, with what is needed to see it again.
public final class BrokenRunException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  BrokenRunException(Throwable cause, String scenario, long seed, long nanos) {
    super(
        cause.getClass().getSimpleName()
            + (cause.getMessage() == null
                ? ""
                : ": " + cause.getMessage().lines().findFirst().orElse(""))
            + " (scenario "
            + scenario
            + ", seed "
            + seed
            + ", virtual time "
            + Durations.text(nanos)
            + ")",
        cause);
  }
}
