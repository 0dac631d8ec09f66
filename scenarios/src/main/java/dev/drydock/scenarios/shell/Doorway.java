package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.tools.Entered;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where commands ask that those who type follow them to another place; nobody may be there.
final class Doorway {
  private @Nullable Consumer<Entered> follower;

  void setFollower(Consumer<Entered> newFollower) {
    follower = newFollower;
  }

  /// Asks.
  ///
  /// @return whether somebody follows
  boolean enter(Entered entered) {
    Consumer<Entered> present = follower;
    if (present != null) {
      present.accept(entered);
    }
    return present != null;
  }
}
