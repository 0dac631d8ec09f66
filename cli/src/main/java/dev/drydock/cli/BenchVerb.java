package dev.drydock.cli;

import picocli.CommandLine.Model.CommandSpec;

/// `drydock bench`: the launcher starts the benchmarks, which have a jar of their own, so this is
/// reached only without it.
final class BenchVerb implements Verb {
  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "run the benchmarks";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Options.words("JMH", "options of the benchmark harness"));
    spec.parser().unmatchedOptionsArePositionalParams(true);
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    throw new UserError(
        "the benchmarks are started by the launcher: type ./drydock bench in the source folder");
  }
}
