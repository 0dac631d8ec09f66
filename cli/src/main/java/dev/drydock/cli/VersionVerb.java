package dev.drydock.cli;

import picocli.CommandLine.Model.CommandSpec;

/// `drydock version`: this program, and the Java it runs on.
final class VersionVerb implements Verb {
  @Override
  public String name() {
    return "version";
  }

  @Override
  public String summary() {
    return "show the version";
  }

  @Override
  public void declare(CommandSpec spec) {}

  @Override
  public int run(Arguments arguments, Streams streams) {
    streams.out().println("drydock " + Version.TEXT);
    streams.out().println("java " + System.getProperty("java.version"));
    return ExitStatus.OK;
  }
}
