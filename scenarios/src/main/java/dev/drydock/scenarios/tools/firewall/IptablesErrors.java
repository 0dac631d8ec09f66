package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.rule.RuleException;
import dev.drydock.scenarios.tools.CommandFailure;

/// What `iptables` and its like say when they give up.
final class IptablesErrors {
  private static final String VERSION = " v1.8.9 (nf_tables): ";

  private IptablesErrors() {}

  /// A wrong command line.
  static CommandFailure usage(String program, String message) {
    return of(program, new RuleException(message, 2));
  }

  /// An error with the program's version in front (`xtables_error`).
  static CommandFailure of(String program, RuleException error) {
    boolean bare = error.text().startsWith("Bad argument");
    String text = bare ? error.text() : program + VERSION + error.text();
    if (error.status() == 2) {
      text += "\n" + hint(program);
    }
    return new CommandFailure(error.status(), text);
  }

  /// What the kernel does not do (`nft_strerror`).
  static CommandFailure kernel(String program, String message) {
    return new CommandFailure(1, program + ": " + message + ".");
  }

  /// A change that the kernel does not take, after all was sent (`mnl_err`).
  static CommandFailure busy(String program, String chain) {
    String text = " CHAIN_DEL failed (Device or resource busy): chain " + chain;
    return new CommandFailure(4, program + VERSION + text);
  }

  /// A rule that the kernel does not take.
  static CommandFailure rule(String program, String why, String chain) {
    String text = " RULE_APPEND failed (" + why + "): rule in chain " + chain;
    return new CommandFailure(4, program + VERSION + text);
  }

  /// The same failure in a line of a file.
  static CommandFailure atLine(CommandFailure failure, String program, int line) {
    String hint = hint(program);
    String text = failure.text();
    if (text.endsWith(hint)) {
      String head = text.substring(0, text.length() - hint.length());
      return new CommandFailure(
          failure.status(), head + "Error occurred at line: " + line + "\n" + hint);
    }
    String start = program + ": ";
    if (!text.startsWith(start)) {
      return failure;
    }
    String rest = text.substring(start.length());
    return new CommandFailure(failure.status(), start + "line " + line + " failed: " + rest);
  }

  private static String hint(String program) {
    return "Try `" + program + " -h' or '" + program + " --help' for more information.";
  }
}
