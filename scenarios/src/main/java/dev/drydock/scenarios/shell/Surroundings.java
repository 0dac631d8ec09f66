package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.EngineControl;
import dev.drydock.scenarios.tools.ToolRegistry;

/// What an interpreter works with.
///
/// @param lab the machines
/// @param tools the commands there are
/// @param containers where containers are looked up
/// @param engines what acts on engines and services
public record Surroundings(
    Lab lab, ToolRegistry tools, ContainerDirectory containers, EngineControl engines) {
  /// A lab without engines, with all commands.
  public static Surroundings of(Lab lab) {
    return new Surroundings(
        lab, StandardTools.registry(), ContainerDirectory.NONE, EngineControl.NONE);
  }
}
