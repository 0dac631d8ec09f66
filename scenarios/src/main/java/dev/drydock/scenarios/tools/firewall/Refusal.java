package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.rule.RuleException;

/// What a command does not do: the lines it writes to standard error, and its exit status.
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;
  private static final String VERSION = " v1.8.9 (nf_tables): ";

  private final int status;

  private Refusal(String message, int status) {
    super(message);
    this.status = status;
  }

  /// A wrong command line.
  static Refusal usage(String program, String message) {
    return of(program, new RuleException(message, 2));
  }

  /// An error with the program's version in front (`xtables_error`).
  static Refusal of(String program, RuleException error) {
    boolean bare = error.text().startsWith("Bad argument");
    String text = bare ? error.text() : program + VERSION + error.text();
    if (error.status() == 2) {
      text += "\n" + hint(program);
    }
    return new Refusal(text, error.status());
  }

  /// What the kernel does not do (`nft_strerror`).
  static Refusal kernel(String program, String message) {
    return new Refusal(program + ": " + message + ".", 1);
  }

  /// A change that the kernel does not take, after all was sent (`mnl_err`).
  static Refusal busy(String program, String chain) {
    return new Refusal(
        program + VERSION + " CHAIN_DEL failed (Device or resource busy): chain " + chain, 4);
  }

  /// A rule that the kernel does not take.
  static Refusal rule(String program, String why, String chain) {
    String text = program + VERSION + " RULE_APPEND failed (" + why + "): rule in chain " + chain;
    return new Refusal(text, 4);
  }

  /// The same refusal in a line of a file.
  Refusal atLine(String program, int line) {
    String hint = hint(program);
    String message = text();
    if (message.endsWith(hint)) {
      String head = message.substring(0, message.length() - hint.length());
      return new Refusal(head + "Error occurred at line: " + line + "\n" + hint, status);
    }
    String start = program + ": ";
    return message.startsWith(start)
        ? new Refusal(
            start + "line " + line + " failed: " + message.substring(start.length()), status)
        : this;
  }

  private static String hint(String program) {
    return "Try `" + program + " -h' or '" + program + " --help' for more information.";
  }

  int status() {
    return status;
  }

  String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
