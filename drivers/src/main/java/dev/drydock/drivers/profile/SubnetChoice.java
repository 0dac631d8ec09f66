package dev.drydock.drivers.profile;

/// Which of the default pools a network without `--subnet` gets.
public enum SubnetChoice {
  /// From the one after the last given out, round the list: a removed network's pool comes back
  /// only when the list wraps (20.10 to 26).
  ROTATING,
  /// The lowest that is free (27 and newer).
  LOWEST_FREE
}
