package dev.drydock.scenarios.tools;

import dev.drydock.drivers.engine.Engine;
import dev.drydock.scenarios.lab.Box;
import java.util.List;
import java.util.function.BiConsumer;

/// What commands and sessions ask of the engines and services on machines, beside `docker`.
///
/// Every method answers whether it could be done; the default is a lab without engines.
public interface EngineControl {
  /// A lab without engines.
  EngineControl NONE = new EngineControl() {};

  /// Tells somebody of every engine there is, and of those that come.
  default void follow(BiConsumer<Box, Engine> follower) {}

  /// Installs the engine and starts it, as `apt install docker.io` does.
  ///
  /// @return false when there is none to install
  default boolean install(Box box) {
    return false;
  }

  /// Whether an engine runs on a machine.
  default boolean isInstalled(Box box) {
    return false;
  }

  /// Starts the engine anew: containers and networks gone, filter and nat tables flushed, policies
  /// ACCEPT, conntrack empty, sysctls back to the lab's values, address pools from the start.
  ///
  /// @param flags of `dockerd`
  default boolean fresh(Box box, List<String> flags) {
    return false;
  }

  /// Removes all containers and user networks.
  default boolean wipe(Box box) {
    return false;
  }

  /// What `systemctl ACTION UNIT` does.
  ///
  /// @param action `start`, `stop`, `restart` or `reload`
  /// @return false when there is no such unit
  default boolean systemctl(Box box, String action, String unit) {
    return false;
  }

  /// Why the engine of a machine did not start, in the words of dockerd; empty when it did.
  default String failure(Box box) {
    return "";
  }

  /// What the engine of a machine wrote to its journal since it started.
  default List<String> log(Box box) {
    return List.of();
  }

  /// What dockerd says of a configuration file; empty when nothing is wrong with it.
  default String validate(Box box, String text) {
    return "";
  }
}
