package dev.drydock.cli;

import java.io.PrintStream;

/// `drydock help [COMMAND]`.
final class HelpVerb implements Verb {
  private static final String HEAD =
      """
      Usage: drydock COMMAND [OPTIONS] [FILE...]

      Dry-runs container networks: builds the network of a compose file out of virtual
      machines, moves real frames through it in virtual time, and writes what every
      interface saw to a capture file.

      Commands:
      """;

  private static final String TAIL =
      """

      Files are found as compose does when none is named; "-" is standard input.
      "drydock help COMMAND" shows the options of a command.

      Examples:
        drydock run compose.yaml
        drydock run -f compose.yaml -f test.yaml --seed 7 --format json
        echo 'docker network ls' | drydock shell

      Exit status: 0 all good, 1 an expectation or check failed, 2 wrong usage or input,
      3 a bug of drydock.
      """;

  @Override
  public String name() {
    return "help";
  }

  @Override
  public String summary() {
    return "show the commands, or the options of one";
  }

  @Override
  public void declare(Syntax syntax) {
    syntax.addWord("COMMAND", false, "the command to show");
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    String word = arguments.word();
    if (word == null) {
      return printOverview(streams.out());
    }
    print(Syntax.of(Verbs.get(word)), streams.out());
    return ExitStatus.OK;
  }

  /// Prints what help without a word shows.
  static int printOverview(PrintStream to) {
    to.print(HEAD);
    for (Verb verb : Verbs.all()) {
      to.println("  " + verb.name() + " ".repeat(12 - verb.name().length()) + verb.summary());
    }
    to.print(TAIL);
    return ExitStatus.OK;
  }

  static void print(Syntax syntax, PrintStream to) {
    to.print(Usage.of(syntax));
    for (String example : syntax.verb().examples()) {
      to.println(example);
    }
  }
}
