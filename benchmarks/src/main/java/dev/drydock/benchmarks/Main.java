package dev.drydock.benchmarks;

/// The entry point.
public final class Main {
  private Main() {}

  /// Runs one command.
  public static void main(String[] arguments) {
    System.out.println("drydock");
  }
}
