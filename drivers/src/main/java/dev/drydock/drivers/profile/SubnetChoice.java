package dev.drydock.drivers.profile;

/// Which of the default pools a network without `--subnet` gets.
public enum SubnetChoice {
  /// From the one after the last given out, round the list: a removed network's pool comes back
  /// only when the list wraps (20.10 to 26).
  ROTATING,
  /// The lowest that is free (27.0.3 and newer).
  LOWEST_FREE,
  /// The lowest gap in a list that is taken to be in order, which it is not once a gap was filled:
  /// the same subnet is given out again (27.0.0 to 27.0.2).
  MISPLACED
}
