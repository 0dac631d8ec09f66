package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.core.device.DeviceCounters;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Calendar;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.NetworkMode;
import dev.drydock.drivers.engine.State;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.HumanSize;
import dev.drydock.scenarios.tools.docker.show.Listing;
import dev.drydock.scenarios.tools.docker.show.TextTable;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker top` and `docker stats` (docker/cli `command/container`). Programs need no time and no
/// memory here; what went over the network is counted.
public final class WatchVerbs implements DockerVerb {
  /// What `ps -ef` shows.
  public static final List<String> TOP_HEADS =
      List.of("UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD");

  private static final int TOP_WIDTH_MIN = 20;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Listing STATS =
      new Listing("*container.statsContext", "ID Name CPUPerc MemUsage MemPerc NetIO BlockIO PIDs")
          .plain("Container Name PIDs")
          .head("ID", "CONTAINER ID")
          .head("CPUPerc", "CPU %")
          .head("MemUsage", "MEM USAGE / LIMIT")
          .head("MemPerc", "MEM %")
          .head("NetIO", "NET I/O")
          .head("BlockIO", "BLOCK I/O");

  private final boolean isTop;

  public WatchVerbs(boolean isTop) {
    this.isTop = isTop;
  }

  @Override
  public int run(DockerCall call) throws Failure {
    return isTop ? top(call) : stats(call);
  }

  /// `docker attach`: what programs read and print is not modelled.
  public static int attach(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .values("detach-keys")
            .switches("no-stdin", "sig-proxy")
            .read(call.arguments());
    if (given.words().size() != 1) {
      throw call.needs("exactly 1 argument");
    }
    String name = given.words().getFirst();
    Container container = call.engine().containers().get(name);
    if (!container.isRunning()) {
      throw new Failure("You cannot attach to a stopped container, start it first", 1);
    }
    if (OpenShell.isOne(container.commandLine())
        && OpenShell.enter(call, container, status -> RunVerb.end(call, container, status))) {
      return 0;
    }
    throw new Failure(
        "docker attach: programs of containers print nothing here. Use 'docker exec -it "
            + name
            + " sh'.",
        1);
  }

  /// Asks `ps` on the machine, as the engine does, with the words given, else `-ef`.
  private static int top(DockerCall call) throws Failure {
    List<String> words = new Flags(call.verb()).leading().read(call.arguments()).words();
    if (words.isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    Container container = call.engine().containers().get(words.getFirst());
    if (container.state() == State.RESTARTING) {
      String wait = " is restarting, wait until the container is running";
      throw new Failure("Error response from daemon: Container " + container.id() + wait, 1);
    }
    if (!container.isRunning()) {
      String refusal = call.engine().profile().texts().container().notRunning();
      call.err("Error response from daemon: " + refusal.formatted(container.id()));
      return 1;
    }
    TopColumns columns = TopColumns.of(words.subList(1, words.size()));
    call.engine().containers().topped(container);
    TextTable table = new TextTable(TOP_WIDTH_MIN);
    table.row(columns.heads());
    long now = call.engine().machine().loop().nowNanos();
    for (RunningProcess process : call.engine().machine().processes().all()) {
      if (process.container().equals(container.id())) {
        table.row(columns.row(process, container.pid(), now));
      }
    }
    table.lines().forEach(call::out);
    return 0;
  }

  /// The processes of a container under [#TOP_HEADS].
  public static List<List<String>> processes(Engine engine, Container container) {
    List<List<String>> rows = new ArrayList<>();
    for (RunningProcess process : engine.machine().processes().all()) {
      if (process.container().equals(container.id())) {
        rows.add(
            List.of(
                "root",
                Integer.toString(process.pid()),
                Integer.toString(process.innerPid() == 1 ? 1 : container.pid()),
                "0",
                CLOCK.format(Calendar.at(process.startNanos())),
                "?",
                "00:00:00",
                String.join(" ", process.words())));
      }
    }
    return rows;
  }

  /// One look: without `--no-stream` the real one goes on until it is interrupted.
  private static int stats(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("a|all", "no-stream", "no-trunc")
            .values("format")
            .read(call.arguments());
    List<Container> shown = new ArrayList<>();
    if (given.words().isEmpty()) {
      shown.addAll(call.engine().containers().list(given.has("all")));
    }
    List<String> missing = new ArrayList<>();
    for (String name : given.words()) {
      try {
        shown.add(call.engine().containers().get(name));
      } catch (EngineException e) {
        missing.add(call.words().refusal(e, call.verb()));
      }
    }
    if (!missing.isEmpty()) {
      throw new Failure(String.join("\n", missing), 1);
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    shown.forEach(container -> rows.add(row(call, container, given.has("no-trunc"))));
    STATS.print(call, given, rows, "ID");
    return 0;
  }

  private static Map<String, @Nullable Object> row(
      DockerCall call, Container container, boolean whole) {
    long processes =
        call.engine().machine().processes().all().stream()
            .filter(process -> process.container().equals(container.id()))
            .count();
    Map<String, @Nullable Object> row = Listing.row();
    row.put("Container", container.name());
    row.put("Name", container.name());
    row.put("ID", whole ? container.id() : container.shortId());
    row.put("CPUPerc", "0.00%");
    row.put("MemUsage", "0B / 0B");
    row.put("MemPerc", "0.00%");
    row.put("NetIO", traffic(container));
    row.put("BlockIO", "0B / 0B");
    row.put("PIDs", Long.toString(processes));
    return row;
  }

  /// Received and sent bytes of the sandbox's interfaces, the loopback left out. A container that
  /// has none of its own counts nothing.
  private static String traffic(Container container) {
    boolean hasOwn = container.sandbox() != null;
    long received = 0;
    long sent = 0;
    if (hasOwn && container.isRunning() && container.mode().kind() != NetworkMode.Kind.HOST) {
      Netns namespace = container.namespace();
      for (NetDevice device : namespace.devices()) {
        DeviceCounters counters = device.counters();
        received += device == namespace.loopback() ? 0 : counters.rxBytes();
        sent += device == namespace.loopback() ? 0 : counters.txBytes();
      }
    }
    return HumanSize.of(received) + " / " + HumanSize.of(sent);
  }
}
