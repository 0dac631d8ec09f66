package dev.drydock.cli;

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
  public void declare(Syntax syntax) {}

  @Override
  public int run(Arguments arguments, Streams streams) {
    streams.out().println("drydock " + Version.TEXT);
    streams.out().println("java " + System.getProperty("java.version"));
    return ExitStatus.OK;
  }
}
