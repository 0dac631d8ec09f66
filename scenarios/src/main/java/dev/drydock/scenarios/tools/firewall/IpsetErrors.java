package dev.drydock.scenarios.tools.firewall;

import dev.drydock.scenarios.tools.CommandFailure;

/// What `ipset` says when it gives up.
final class IpsetErrors {
  private static final String NAME = "ipset v7.17: ";

  private IpsetErrors() {}

  /// A wrong command line.
  static CommandFailure usage(String message) {
    return new CommandFailure(2, NAME + message + "\nTry `ipset help' for more information.");
  }

  /// What the kernel refuses.
  static CommandFailure kernel(String message) {
    return new CommandFailure(1, NAME + message);
  }
}
