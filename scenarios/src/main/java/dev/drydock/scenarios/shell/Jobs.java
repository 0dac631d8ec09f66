package dev.drydock.scenarios.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The jobs in the background, in the order of their start.
final class Jobs {
  /// More at once are refused.
  static final int JOBS_MAX = 256;

  /// Task numbers of jobs (`$!`) begin here: a guess at what a machine that has just booted has.
  static final int FIRST_PID = 2001;

  private final List<Job> jobs = new ArrayList<>();
  private int started;

  /// The number of the next job.
  int nextNumber() {
    return started + 1;
  }

  /// Takes a job in.
  void add(Job job) {
    if (jobs.size() >= JOBS_MAX) {
      throw new ShellLimitException("too many jobs (limit " + JOBS_MAX + ")");
    }
    started++;
    jobs.add(job);
  }

  /// Jobs that have not ended.
  List<Job> running() {
    return jobs.stream().filter(job -> !job.isDone()).toList();
  }

  /// The job that `%NUMBER` or a process number names, if it runs.
  @Nullable Job find(String word) {
    boolean byNumber = word.startsWith("%");
    String digits = byNumber ? word.substring(1) : word;
    if (!digits.matches("\\d{1,9}")) {
      return null;
    }
    int number = Integer.parseInt(digits) - (byNumber ? 0 : FIRST_PID - 1);
    for (Job job : jobs) {
      if (job.number() == number && !job.isDone()) {
        return job;
      }
    }
    return null;
  }

  /// Lets every job go on that can.
  void resumeReady() {
    if (jobs.isEmpty()) {
      return;
    }
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Job job : List.copyOf(jobs)) {
        if (job.isReady()) {
          job.resume();
          progress = true;
        }
      }
    }
    jobs.removeIf(Job::isDone);
  }

  /// Ends all jobs.
  void cancelAll() {
    for (Job job : List.copyOf(jobs)) {
      job.cancel(true);
    }
    resumeReady();
  }
}
