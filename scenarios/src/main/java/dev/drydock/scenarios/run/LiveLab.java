package dev.drydock.scenarios.run;

import dev.drydock.core.device.CostModel;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.shell.Interpreter;
import dev.drydock.scenarios.shell.Prompt;
import dev.drydock.scenarios.shell.Surroundings;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Output;
import dev.drydock.scenarios.tools.Toolbox;
import java.util.ArrayList;
import java.util.List;

/// A plan that lives: its machines built, its containers started, and an interpreter to type into.
public final class LiveLab implements AutoCloseable {
  private final Lab lab;
  private final Interpreter interpreter;

  /// Builds the machines and links of a plan; nothing is started yet.
  public LiveLab(Plan plan) {
    this.lab = Lab.build(plan, plan.seed(), CostModel.LINUX);
    this.interpreter = new Interpreter(Surroundings.of(lab));
  }

  /// Starts the networks and containers of the plan, as `docker compose up` does.
  ///
  /// @return what is not as it should be
  /// @throws RunException if Docker refuses something
  public List<String> start() throws RunException {
    return lab.plan().containers().isEmpty()
        ? List.of()
        : List.of("containers are not started in this version");
  }

  /// The lab.
  Lab lab() {
    return lab;
  }

  /// Who runs commands.
  Interpreter interpreter() {
    return interpreter;
  }

  /// Runs a command at a place.
  ///
  /// @return its exit status
  public int run(Prompt prompt, Output output) {
    return interpreter.run(prompt, output);
  }

  /// Ends the command that runs, as Ctrl-C does. May be called from another thread.
  public void interrupt() {
    interpreter.interrupt();
  }

  /// The machine on which commands without a place run.
  public String mainMachine() {
    return lab.mainBox().name();
  }

  /// The names of the machines, in the order of the file.
  public List<String> machines() {
    return lab.boxes().stream().map(Box::name).toList();
  }

  /// The places of running containers: `one@host`.
  public List<String> containerPlaces() {
    List<String> places = new ArrayList<>();
    for (Box box : lab.boxes()) {
      for (ContainerDirectory.Entry entry : interpreter.containers().on(box)) {
        if (entry.isRunning()) {
          places.add(entry.name() + "@" + box.name());
        }
      }
    }
    return places;
  }

  /// The commands of a machine, sorted.
  public List<String> commands() {
    return interpreter.surroundings().tools().names(Toolbox.MACHINE);
  }

  @Override
  public void close() {
    interpreter.close();
  }
}
