package dev.drydock.drivers.profile;

import java.util.function.Predicate;

/// How an interface in a container gets its number (libnetwork `osl/interface_linux.go`).
public enum InterfaceNaming {
  /// A counter of the sandbox that only grows: disconnect eth1 and connect gives eth2.
  COUNTING {
    @Override
    public String choose(String prefix, int given, Predicate<String> isTaken) {
      return prefix + given;
    }
  },
  /// The lowest number that is free.
  LOWEST_FREE {
    @Override
    public String choose(String prefix, int given, Predicate<String> isTaken) {
      int number = 0;
      while (isTaken.test(prefix + number)) {
        number++;
      }
      return prefix + number;
    }
  };

  /// The name of the next interface.
  ///
  /// @param given how many interfaces with this prefix the sandbox has had
  /// @param isTaken whether an interface of that name is there
  public abstract String choose(String prefix, int given, Predicate<String> isTaken);
}
