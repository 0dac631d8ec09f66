package dev.drydock.scenarios.shell;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Code that runs in turns: until it pauses, then until it is resumed and pauses again, and so on.
///
/// It has a thread of its own, but only one of the two sides runs at any time, so what happens does
/// not depend on any scheduler.
final class Coroutine {
  private final Semaphore resumed = new Semaphore(0);
  private final Semaphore paused = new Semaphore(0);
  private final Thread thread;
  private @Nullable RuntimeException failure;
  private @Nullable Error error;
  private volatile boolean done;

  /// Code that has not begun.
  Coroutine(Runnable body) {
    this.thread = Thread.ofVirtual().unstarted(() -> run(body));
  }

  private void run(Runnable body) {
    resumed.acquireUninterruptibly();
    try {
      body.run();
    } catch (RuntimeException e) {
      failure = e;
    } catch (Error e) {
      error = e;
    } finally {
      done = true;
      paused.release();
    }
  }

  /// Lets it run until it pauses or ends. What it throws is thrown here.
  void resume() {
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    resumed.release();
    paused.acquireUninterruptibly();
    if (failure != null) {
      throw failure;
    }
    if (error != null) {
      throw error;
    }
  }

  /// Called by the code itself: gives way until it is resumed.
  void pause() {
    paused.release();
    resumed.acquireUninterruptibly();
  }

  /// Whether it has ended.
  boolean isDone() {
    return done;
  }
}
