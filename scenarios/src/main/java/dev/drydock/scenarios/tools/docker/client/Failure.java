package dev.drydock.scenarios.tools.docker.client;

import dev.drydock.drivers.profile.EngineProfile;

/// A command line that `docker` does not take, or that failed: what it prints and its exit status.
public final class Failure extends Exception {
  private static final long serialVersionUID = 1;

  /// What wrong options give.
  public static final int USAGE = 125;

  private final Kind kind;
  private final String verb;
  private final int status;

  /// What is wrong, which decides what the version in question says around the message.
  private enum Kind {
    PLAIN,
    HELP,
    FLAG,
    ARGUMENTS,
    PORTS,
    OPTIONS
  }

  private Failure(Kind kind, String message, String verb, int status) {
    super(message);
    this.kind = kind;
    this.verb = verb;
    this.status = status;
  }

  public Failure(String message, int status) {
    this(Kind.PLAIN, message, "", status);
  }

  /// An option that the verb does not have, or a value that it does not take.
  public static Failure usage(String message, String verb) {
    return new Failure(Kind.FLAG, message, verb, USAGE);
  }

  /// No failure: somebody asks what there is.
  ///
  /// @param options the options of the verb
  static Failure help(String verb, String options) {
    return new Failure(Kind.HELP, options, verb, 0);
  }

  /// Words too few or too many: `at least 1 argument`.
  static Failure arguments(String what, String verb) {
    return new Failure(Kind.ARGUMENTS, what, verb, 1);
  }

  /// A port of `docker run` that cannot be read.
  public static Failure ports(String message) {
    return new Failure(Kind.PORTS, message, "run", USAGE);
  }

  /// Options of `docker run` that contradict each other.
  public static Failure options(String message) {
    return new Failure(Kind.OPTIONS, message, "run", USAGE);
  }

  public int status() {
    return status;
  }

  /// What the command line of this engine prints.
  public String text(EngineProfile profile) {
    CliWords words = CliWords.of(profile);
    String message = String.valueOf(getMessage());
    return switch (kind) {
      case PLAIN -> message;
      case HELP ->
          verb.equals("compose")
              ? HelpText.compose(message)
              : HelpText.of(verb, message, profile.client());
      case FLAG -> words.flag(message, verb);
      case ARGUMENTS -> words.arguments(message, verb);
      case PORTS -> words.noContainer(CliWords.ofPorts(message, profile), verb);
      case OPTIONS -> words.noContainer(message, verb);
    };
  }
}
