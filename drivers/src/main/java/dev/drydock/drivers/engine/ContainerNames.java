package dev.drydock.drivers.engine;

import dev.drydock.core.sim.RandomStream;
import java.util.List;
import java.util.function.Predicate;

/// Names for containers and services that were given none: an adjective and a surname, as Docker's
/// own, from words of our own choosing.
public final class ContainerNames {
  private static final List<String> ADJECTIVES =
      List.of(
          "brisk",
          "calm",
          "candid",
          "careful",
          "cheerful",
          "clever",
          "curious",
          "daring",
          "diligent",
          "eager",
          "earnest",
          "fearless",
          "gentle",
          "graceful",
          "hearty",
          "honest",
          "jolly",
          "keen",
          "kind",
          "lively",
          "lucid",
          "mellow",
          "nimble",
          "patient",
          "plucky",
          "proud",
          "quiet",
          "ready",
          "sharp",
          "sober",
          "steady",
          "sturdy",
          "sunny",
          "swift",
          "tidy",
          "trusty",
          "vivid",
          "warm",
          "witty",
          "zealous");

  private static final List<String> SURNAMES =
      List.of(
          "abramson",
          "baran",
          "boggs",
          "cerf",
          "clark",
          "crocker",
          "davies",
          "dijkstra",
          "engelbart",
          "estrin",
          "feinler",
          "floyd",
          "gray",
          "hamming",
          "hopper",
          "jacobson",
          "kahn",
          "karels",
          "kleinrock",
          "lamport",
          "licklider",
          "lovelace",
          "metcalfe",
          "mockapetris",
          "nagle",
          "perlman",
          "postel",
          "pouzin",
          "rekhter",
          "ritchie",
          "roberts",
          "saltzer",
          "shannon",
          "stevens",
          "taylor",
          "thompson",
          "torvalds",
          "turing",
          "vixie",
          "zimmermann");

  private static final int ATTEMPTS = 6;

  private final RandomStream random;

  /// Names drawn from a stream.
  public ContainerNames(RandomStream random) {
    this.random = random;
  }

  /// A name that is free; from the second attempt on with a digit behind, at last the short id.
  public String next(String shortId, Predicate<String> isTaken) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String name =
          ADJECTIVES.get(random.nextInt(ADJECTIVES.size()))
              + "_"
              + SURNAMES.get(random.nextInt(SURNAMES.size()))
              + (attempt == 0 ? "" : random.nextInt(10));
      if (!isTaken.test(name)) {
        return name;
      }
    }
    return shortId;
  }
}
