package dev.drydock.drivers.engine;

import dev.drydock.core.machine.SignalNames;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.drivers.profile.Texts;

/// What the engine makes of the signals it is given by name or number (moby `daemon/kill.go`,
/// `stop.go`, `restart.go`; sessions with 20.10.24, 26.1.5 and 28.5.2).
final class SignalWords {
  /// The last signal without a number of its own for programs (`SIGSYS`).
  private static final int PLAIN_MAX = 31;

  /// The first signal for programs (`SIGRTMIN`), and the last.
  private static final int FREE_MIN = 34;

  private static final int FREE_MAX = 64;

  private final EngineProfile profile;
  private final Texts.ContainerTexts texts;

  SignalWords(EngineProfile profile) {
    this.profile = profile;
    this.texts = profile.texts().container();
  }

  /// The number of a signal.
  ///
  /// @throws EngineException if there is none
  int number(String name) {
    int signal = SignalNames.number(name);
    if (signal <= 0) {
      throw new EngineException(texts.unknownSignal().formatted(name));
    }
    return signal;
  }

  /// The number of the signal that a container is killed with. The oldest engine does not say which
  /// container was meant.
  int killing(String name, String reference) {
    try {
      return number(name);
    } catch (EngineException e) {
      throw profile.tellsWhoIsNotKilled() ? e.in(texts.notKilled().formatted(reference)) : e;
    }
  }

  /// The number of the signal that a running container is stopped with; 0 for its own.
  ///
  /// @param name empty for its own
  int stopping(String name, String reference, boolean startsAgain) {
    try {
      return name.isEmpty() ? 0 : number(name);
    } catch (EngineException e) {
      String what = startsAgain ? "Cannot restart container " : "cannot stop container: ";
      throw e.in(what + reference);
    }
  }

  /// Refuses numbers that no signal has.
  void check(int signal) {
    boolean isThere = signal <= PLAIN_MAX || (signal >= FREE_MIN && signal <= FREE_MAX);
    if (!isThere) {
      throw new EngineException(texts.unsupportedSignal().formatted(signal));
    }
  }
}
