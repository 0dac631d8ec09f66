package dev.drydock.cli;

import dev.drydock.scenarios.run.Run;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Lets Ctrl-C end a run in good order: the command that runs is interrupted, the captures are
/// closed, and only then the process goes.
final class Interruption implements AutoCloseable {
  /// How long the process waits for the run's end before it goes anyway; what was flushed until
  /// then is readable.
  private static final int PATIENCE_MILLIS = 5000;

  private static final int AGAIN_MILLIS = 20;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "interruption");
  private volatile @Nullable Run run;

  /// Begins to guard a run.
  void guard(Run guarded) {
    run = guarded;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop() {
    Run guarded = run;
    try {
      int waited = 0;
      do {
        if (guarded != null) {
          guarded.stop();
        }
        waited += AGAIN_MILLIS;
      } while (!ended.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS) && waited < PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The run's results are written and printed.
  @Override
  public void close() {
    ended.countDown();
    if (!hook.isAlive()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is already on its way out; the hook ends by itself.
        return;
      }
    }
  }
}
