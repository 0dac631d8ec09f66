package dev.drydock.scenarios.tools.docker;

/// A command line that `docker` does not take, or that failed: what it prints and its exit status.
final class Failure extends Exception {
  private static final long serialVersionUID = 1;

  /// What wrong options give.
  static final int USAGE = 125;

  private final int status;

  Failure(String message, int status) {
    super(message);
    this.status = status;
  }

  static Failure usage(String message, String verb) {
    return new Failure(message + "\nSee 'docker " + verb + " --help'.", USAGE);
  }

  int status() {
    return status;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
