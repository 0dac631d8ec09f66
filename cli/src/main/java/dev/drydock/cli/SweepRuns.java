package dev.drydock.cli;

import dev.drydock.scenarios.report.SweepReport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/// Plays runs of a sweep, some at once. A run is a value: it has its own machines, clock and
/// chance, and shares nothing that changes, so that its report is the same whoever runs beside it.
/// Reports come in the order of the runs, each as soon as those before it are there.
final class SweepRuns {
  /// So many runs for each thread wait for their turn to be told, or to begin.
  private static final int AHEAD = 4;

  private final int jobs;

  /// @param jobs how many run at once
  SweepRuns(int jobs) {
    this.jobs = jobs;
  }

  /// Plays them.
  ///
  /// @param teller is told each report, and says whether to go on
  void play(Iterator<SweepRun> runs, Predicate<SweepReport> teller) {
    try (ExecutorService threads = Executors.newFixedThreadPool(jobs)) {
      Deque<Future<SweepReport>> begun = new ArrayDeque<>();
      boolean goesOn = true;
      while (goesOn && (runs.hasNext() || !begun.isEmpty())) {
        while (runs.hasNext() && begun.size() < jobs * AHEAD) {
          begun.add(threads.submit(runs.next()::play));
        }
        goesOn = teller.test(report(begun.removeFirst()));
      }
      begun.forEach(each -> each.cancel(false));
    }
  }

  /// A run that breaks is a bug, and ends the sweep.
  private static SweepReport report(Future<SweepReport> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while runs were played", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException broken) {
        throw broken;
      }
      throw new IllegalStateException("a run broke", e.getCause());
    }
  }
}
