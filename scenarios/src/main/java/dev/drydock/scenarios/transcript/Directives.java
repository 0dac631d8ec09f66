package dev.drydock.scenarios.transcript;

import dev.drydock.core.device.OffloadDefaults;
import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.shell.Interpreter;
import dev.drydock.scenarios.text.Quantities;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.EngineControl;
import dev.drydock.scenarios.tools.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the lines of a session that begin with `##` do.
///
/// | line | does |
/// |---|---|
/// | `## settle T` | time passes, then the step's captures and counters close |
/// | `## wait T` | time passes |
/// | `## cold` | machines and containers forget their neighbours |
/// | `## fresh MACHINE dockerd FLAGS` | the engine starts anew |
/// | `## wipe MACHINE` | containers and user networks are removed |
/// | `## join A B` | A joins B's swarm as a worker |
/// | `## state LABEL MACHINE` | a dump; with the first Docker host the others are dumped too |
/// | `## note offloads left as docker leaves them` | devices made from now on keep TSO and GSO |
/// | `## note …` | nothing else |
final class Directives {
  /// Until a dump reads the machine: it comes first, as recorded trackings of pings show that were
  /// sent half a second before.
  private static final long DUMP_HOST_NANOS = 100_000_000L;

  /// What a dump of a machine takes: about 0.4 s and 0.25 s more for each container, by the times
  /// between the frames of five recorded sessions of a swarm.
  private static final long DUMP_NANOS = 400_000_000L;

  private static final long DUMP_CONTAINER_NANOS = 250_000_000L;

  /// What the script that records needs to ask for the token and to type it: the manager gossiped
  /// for 1.06 to 1.10 s in five sessions before the worker's first packet came.
  private static final long JOIN_NANOS = 60_000_000L;

  /// What it takes afterwards, so that the clock of the session is that of the recorded ones: from
  /// the worker's first packet to the ping of step 03 their five runs need 16.5 to 18.1 s.
  private static final long JOINED_NANOS = 810_000_000L;

  private final Bench bench;
  private final OpenStep step;
  private final Consumer<String> warnings;

  Directives(Bench bench, OpenStep step, Consumer<String> warnings) {
    this.bench = bench;
    this.step = step;
    this.warnings = warnings;
  }

  /// Does what a directive says; what cannot be done is a warning.
  ///
  /// @param words its name first
  void run(List<String> words) throws IOException {
    List<String> rest = words.subList(1, words.size());
    switch (words.get(0)) {
      case "settle" -> {
        pass(rest);
        step.close();
      }
      case "wait" -> pass(rest);
      case "cold" -> forgetNeighbours();
      case "fresh" -> fresh(rest);
      case "wipe" -> wipe(rest);
      case "join" -> join(rest);
      case "state" -> state(rest);
      case "note" -> note(rest);
      default -> warnings.accept("unknown directive: ## " + String.join(" ", words));
    }
  }

  /// A note is for readers, but for the one that says that offloads are no longer switched off on
  /// new devices, as they are in sessions otherwise.
  private void note(List<String> words) {
    if (words.size() >= 2 && words.get(0).equals("offloads") && words.get(1).equals("left")) {
      for (Box box : lab().boxes()) {
        box.machine().softnet().setOffloads(OffloadDefaults.KERNEL);
      }
    }
  }

  private void pass(List<String> words) {
    Long nanos = words.size() == 1 ? Quantities.nanos(words.get(0)) : null;
    if (nanos == null) {
      warnings.accept("not a time: " + String.join(" ", words));
    } else {
      bench.interpreter().pass(nanos);
    }
  }

  /// `ip neigh flush all` on every machine and in every running container; no time passes.
  private void forgetNeighbours() {
    ContainerDirectory containers = bench.interpreter().containers();
    for (Box box : lab().boxes()) {
      box.machine().root().forgetNeighbours();
      for (ContainerDirectory.Entry entry : containers.on(box)) {
        Netns namespace = entry.namespace();
        if (namespace != null) {
          namespace.forgetNeighbours();
        }
      }
    }
  }

  private void fresh(List<String> words) {
    Box box = box(words, 0);
    if (box != null) {
      List<String> flags = words.subList(Math.min(2, words.size()), words.size());
      check(engines().fresh(box, flags), "no engine to start anew on " + box.name());
    }
  }

  private void wipe(List<String> words) {
    Box box = box(words, 0);
    if (box != null) {
      check(engines().wipe(box), "no engine to wipe on " + box.name());
    }
  }

  /// Asks the leader for what a worker types, and types it there.
  private void join(List<String> words) {
    Box worker = box(words, 0);
    Box leader = box(words, 1);
    if (worker == null || leader == null) {
      return;
    }
    bench.interpreter().pass(JOIN_NANOS);
    var told = new StringBuilder();
    Output ear = (text, error) -> told.append(text);
    bench.interpreter().run("docker swarm join-token worker", Interpreter.on(leader), ear);
    String join =
        told.toString()
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("docker swarm join"))
            .findFirst()
            .orElse("false");
    check(
        bench.interpreter().run(join, Interpreter.on(worker), ear) == 0,
        worker.name() + " cannot join the swarm of " + leader.name());
    bench.interpreter().pass(JOINED_NANOS);
  }

  private void state(List<String> words) throws IOException {
    Box box = box(words, 1);
    if (box == null) {
      return;
    }
    dump(words.get(0), box);
    if (box == lab().mainBox()) {
      for (Box other : lab().boxes()) {
        if (other != box && other.engine() != null) {
          dump(words.get(0), other);
        }
      }
    }
  }

  private void dump(String label, Box box) throws IOException {
    int containers = bench.interpreter().containers().on(box).size();
    boolean first = box == lab().mainBox();
    String folder = "state-" + label + (first ? "" : "-" + box.name());
    Path path = bench.folder().resolve(OpenStep.fileName(folder));
    StateDump dump = new StateDump(bench.interpreter(), box);
    bench.interpreter().pass(DUMP_HOST_NANOS);
    dump.writeHost(path);
    bench.interpreter().pass(DUMP_NANOS - DUMP_HOST_NANOS + containers * DUMP_CONTAINER_NANOS);
    dump.writeContainers(path);
  }

  private @Nullable Box box(List<String> words, int index) {
    Box box = index < words.size() ? lab().box(words.get(index)) : null;
    check(box != null, "no such machine: " + (index < words.size() ? words.get(index) : "?"));
    return box;
  }

  private void check(boolean done, String otherwise) {
    if (!done) {
      warnings.accept(otherwise);
    }
  }

  private Lab lab() {
    return bench.interpreter().surroundings().lab();
  }

  private EngineControl engines() {
    return bench.interpreter().surroundings().engines();
  }
}
