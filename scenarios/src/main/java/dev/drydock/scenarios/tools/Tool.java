package dev.drydock.scenarios.tools;

/// A command that the interpreter knows, such as `ping` or `ip`.
public interface Tool {
  /// Runs to its end, in virtual time.
  ///
  /// @return the exit status
  int run(Invocation invocation);

  /// Whether it has something to say when it is asked to end (SIGTERM), as tcpdump has its counts.
  default boolean catchesTermination() {
    return false;
  }

  /// Whether it is a server that is also played without being run, as the command of a container.
  default boolean serves() {
    return false;
  }
}
