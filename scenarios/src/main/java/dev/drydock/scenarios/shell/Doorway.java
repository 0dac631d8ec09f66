package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.tools.Entered;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Where commands ask those who type to follow them to another place, or to answer; nobody may be
/// there.
final class Doorway {
  private @Nullable Consumer<Entered> follower;
  private @Nullable UnaryOperator<String> answerer;

  void setFollower(Consumer<Entered> newFollower) {
    follower = newFollower;
  }

  void setAnswerer(UnaryOperator<String> newAnswerer) {
    answerer = newAnswerer;
  }

  /// Whether somebody types.
  boolean isAttended() {
    return answerer != null;
  }

  /// What they answer; null where nobody types.
  @Nullable String ask(String question) {
    UnaryOperator<String> present = answerer;
    return present == null ? null : present.apply(question);
  }

  /// Asks to follow.
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
