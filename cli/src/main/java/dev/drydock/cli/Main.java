package dev.drydock.cli;

/// The entry point.
public final class Main {
  private Main() {}

  /// Runs one command.
  public static void main(String[] arguments) {
    System.out.println("drydock");
  }
}
