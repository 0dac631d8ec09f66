package dev.drydock.cli;

/// Which version of the program this is. A constant: reading a resource would cost start-up time.
final class Version {
  /// The version of the Maven project.
  static final String TEXT = "0.1.0-SNAPSHOT";

  private Version() {}
}
