package dev.drydock.cli;

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
  public void declare(Syntax syntax) {
    syntax.addWords("JMH", "options of the benchmark harness");
    syntax.passUnknownOptions();
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    throw new UserError(
        "the benchmarks are started by the launcher: type ./drydock bench in the source folder");
  }
}
