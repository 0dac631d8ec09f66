package dev.drydock.scenarios.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The jobs in the background, in the order of their start.
final class Jobs {
  /// More at once are refused.
  static final int JOBS_MAX = 256;

  /// Task numbers of jobs (`$!`) begin here: a guess at what a machine that has just booted has.
  static final int FIRST_PID = 2001;

  private static final int UNKNOWN = 127;

  private final List<Job> jobs = new ArrayList<>();

  /// Parts of pipelines, which have no numbers.
  private final List<Job> beside = new ArrayList<>();

  /// Number → status of those that are over.
  private final Map<Integer, Integer> ended = new HashMap<>();

  private int started;

  /// The number of the next job.
  int nextNumber() {
    return started + 1;
  }

  /// Takes a job in.
  void add(Job job) {
    checkRoom();
    started++;
    jobs.add(job);
  }

  /// Takes in a part of a pipeline.
  void addBeside(Job job) {
    checkRoom();
    beside.add(job);
  }

  private void checkRoom() {
    if (jobs.size() + beside.size() >= JOBS_MAX) {
      throw new ShellLimitException("too many jobs (limit " + JOBS_MAX + ")");
    }
  }

  /// Jobs that have not ended.
  List<Job> running() {
    return jobs.stream().filter(job -> !job.isDone()).toList();
  }

  private static int number(String word) {
    boolean byNumber = word.startsWith("%");
    String digits = byNumber ? word.substring(1) : word;
    return digits.matches("\\d{1,9}")
        ? Integer.parseInt(digits) - (byNumber ? 0 : FIRST_PID - 1)
        : 0;
  }

  /// The exit status of a job that is over; 127 where there was none.
  int statusOf(String word) {
    int number = number(word);
    for (Job job : jobs) {
      if (job.number() == number && job.isDone()) {
        return job.status();
      }
    }
    return ended.getOrDefault(number, UNKNOWN);
  }

  /// The job that `%NUMBER` or a process number names, if it runs.
  @Nullable Job find(String word) {
    int number = number(word);
    for (Job job : jobs) {
      if (job.number() == number && !job.isDone()) {
        return job;
      }
    }
    return null;
  }

  /// Lets every job go on that can.
  ///
  /// @return whether there was one
  boolean resumeReady() {
    boolean any = false;
    boolean progress = !(jobs.isEmpty() && beside.isEmpty());
    while (progress) {
      progress = resume(beside);
      progress |= resume(jobs);
      any |= progress;
    }
    for (Job job : jobs) {
      if (job.isDone()) {
        ended.put(job.number(), job.status());
      }
    }
    jobs.removeIf(Job::isDone);
    beside.removeIf(Job::isDone);
    return any;
  }

  private static boolean resume(List<Job> some) {
    boolean progress = false;
    for (Job job : some.isEmpty() ? some : List.copyOf(some)) {
      if (job.isReady()) {
        job.resume();
        progress = true;
      }
    }
    return progress;
  }

  /// Ends all jobs.
  void cancelAll() {
    List.copyOf(jobs).forEach(job -> job.cancel(true));
    List.copyOf(beside).forEach(job -> job.cancel(true));
    resumeReady();
  }
}
