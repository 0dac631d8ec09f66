package dev.drydock.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The entry point: finds the verb, runs it, and turns what happens into an exit status.
public final class Main {
  static final String SEE_HELP = "; \"drydock help\" lists what it has";

  private static final String DEBUG = "--debug";

  private Main() {}

  /// Runs one command and ends the process with its exit status.
  public static void main(String[] arguments) {
    Streams streams = Streams.ofProcess();
    int status = streams.finish(run(arguments, streams));
    if (status != ExitStatus.OK) {
      System.exit(status);
    }
  }

  /// Runs one command.
  ///
  /// @return the exit status
  static int run(String[] arguments, Streams streams) {
    try {
      return dispatch(new ArrayList<>(Arrays.asList(arguments)), streams);
    } catch (UserError e) {
      streams.out().flush();
      streams.err().println("drydock: " + e.getMessage());
      return ExitStatus.USAGE;
    } catch (Exception | Error e) {
      streams.out().flush();
      return BugReport.print(e, Arrays.asList(arguments).contains(DEBUG), streams.err());
    }
  }

  /// What stands before a verb is few and simple; the verbs' own options are for [ArgumentParser].
  private static int dispatch(List<String> words, Streams streams) throws UserError {
    while (!words.isEmpty() && words.getFirst().equals(DEBUG)) {
      words.removeFirst();
    }
    if (words.isEmpty()) {
      HelpVerb.printOverview(streams.err());
      return ExitStatus.USAGE;
    }
    String first = words.removeFirst();
    return switch (first) {
      case "--version", "-V" -> printVersion(streams);
      case "--help", "-h" -> HelpVerb.printOverview(streams.out());
      default -> run(first, words, streams);
    };
  }

  private static int printVersion(Streams streams) {
    streams.out().println("drydock " + Version.TEXT);
    return ExitStatus.OK;
  }

  private static int run(String name, List<String> words, Streams streams) throws UserError {
    if (name.startsWith("-")) {
      throw new UserError("unknown option " + name + SEE_HELP);
    }
    Verb verb = Verbs.get(name);
    Syntax syntax = Syntax.of(verb);
    Arguments parsed = ArgumentParser.parse(syntax, words);
    if (parsed.has("--help")) {
      HelpVerb.print(syntax, streams.out());
      return ExitStatus.OK;
    }
    return verb.run(parsed, streams);
  }
}
