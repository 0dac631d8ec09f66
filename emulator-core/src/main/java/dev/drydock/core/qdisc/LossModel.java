package dev.drydock.core.qdisc;

import dev.drydock.core.sim.RandomStream;

/// Decides which frames netem loses (`loss_event` of `net/sched/sch_netem.c`). Probabilities are 0
/// to 2^32 - 1.
public sealed interface LossModel {

  /// Nothing is lost.
  LossModel NONE = new Independent(0, 0);

  /// Each frame with the same probability, related to what happened to the one before (`loss
  /// random`).
  record Independent(long probability, long correlation) implements LossModel {}

  /// The chain of Gilbert and Elliott (`loss gemodel`): a good and a bad state.
  ///
  /// @param toBad `p`
  /// @param toGood `r`
  /// @param passesInBad `h`: what the kernel compares in the bad state
  /// @param lossInGood `1-k`
  record GilbertElliott(long toBad, long toGood, long passesInBad, long lossInGood)
      implements LossModel {}

  /// The chain of four states (`loss state`): 1 passing, 2 passing within a burst, 3 lost within a
  /// burst, 4 lost alone.
  record FourStates(long p13, long p31, long p32, long p23, long p14) implements LossModel {}

  /// A model at work.
  final class Chain {
    private final LossModel model;
    private final CorrelatedChance chance;
    private final RandomStream random;
    private int state = 1;

    Chain(LossModel model, RandomStream random) {
      this.model = model;
      this.random = random;
      this.chance =
          new CorrelatedChance(random, model instanceof Independent one ? one.correlation : 0);
    }

    /// Whether the next frame is lost.
    boolean loses() {
      return switch (model) {
        case Independent one -> chance.happens(one.probability);
        case GilbertElliott two -> loses(two);
        case FourStates four -> loses(four);
      };
    }

    private long next() {
      return random.nextInt() & 0xFFFFFFFFL;
    }

    private boolean loses(GilbertElliott chain) {
      if (state == 1) {
        if (next() < chain.toBad) {
          state = 2;
        }
        return next() < chain.lossInGood;
      }
      if (next() < chain.toGood) {
        state = 1;
      }
      return next() > chain.passesInBad;
    }

    private boolean loses(FourStates chain) {
      long number = next();
      switch (state) {
        case 1 -> {
          if (number < chain.p14) {
            state = 4;
            return true;
          }
          if (number < chain.p13 + chain.p14) {
            state = 3;
            return true;
          }
        }
        case 2 -> {
          if (number < chain.p23) {
            state = 3;
            return true;
          }
        }
        case 3 -> {
          if (number < chain.p32) {
            state = 2;
            return false;
          }
          state = number < chain.p31 + chain.p32 ? 1 : 3;
          return state == 3;
        }
        default -> state = 1;
      }
      return false;
    }
  }
}
