package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.ContainerLog;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.client.GivenTime;
import java.util.List;
import java.util.function.BiConsumer;

/// `docker logs`: what the commands of containers wrote that are played here. Servers write
/// nothing.
public final class LogsVerb implements DockerVerb {
  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .values("n|tail", "since", "until")
            .switches("f|follow", "t|timestamps", "details")
            .read(call.arguments());
    if (given.words().size() != 1) {
      throw call.needs("exactly 1 argument");
    }
    Container container = call.engine().containers().get(given.words().getFirst());
    Wanted wanted = Wanted.of(given, call.engine().machine().loop().nowNanos());
    Invocation invocation = call.invocation();
    wanted.show(
        container,
        invocation.shell(),
        (line, text) -> invocation.output().write(text, line.isError()));
    return 0;
  }

  /// Which lines are asked for.
  ///
  /// @param tail how many of the last; -1 for all
  public record Wanted(
      int tail, long since, long until, boolean follows, boolean withTime, boolean withDetails) {
    public static Wanted of(Flags.Given given, long now) throws Failure {
      String tail = given.last("tail", "all");
      return new Wanted(
          tail.matches("\\d{1,9}") ? Integer.parseInt(tail) : -1,
          GivenTime.ofOption("since", given.last("since", ""), now, Long.MIN_VALUE),
          GivenTime.ofOption("until", given.last("until", ""), now, Long.MAX_VALUE),
          given.has("follow"),
          given.has("timestamps"),
          given.has("details"));
    }

    /// Gives the lines to somebody, and those that come if they are wanted, too.
    void show(Container container, Shell shell, BiConsumer<ContainerLog.Line, String> sink) {
      ContainerLog log = container.log();
      there(container).forEach(line -> sink.accept(line, detailed(line, container)));
      long told = log.total();
      while (follows) {
        long before = told;
        boolean isOver = !container.isRunning();
        if (!isOver && !shell.await(() -> isMore(container, before), until)) {
          return; // the time is over, or somebody interrupts
        }
        log.after(told).forEach(line -> sink.accept(line, detailed(line, container)));
        told = log.total();
        if (isOver) {
          return;
        }
      }
    }

    /// The lines there are.
    public List<ContainerLog.Line> there(Container container) {
      List<ContainerLog.Line> lines =
          container.log().after(0).stream()
              .filter(line -> line.nanos() >= since && line.nanos() <= until)
              .toList();
      int skipped = tail < 0 ? 0 : Math.max(0, lines.size() - tail);
      return lines.subList(skipped, lines.size());
    }

    private static boolean isMore(Container container, long told) {
      return container.log().total() > told || !container.isRunning();
    }

    private String detailed(ContainerLog.Line line, Container container) {
      return withDetails ? text(line, LogDetails.text(LogDetails.of(container))) : text(line);
    }

    public String text(ContainerLog.Line line) {
      return text(line, "");
    }

    private String text(ContainerLog.Line line, String details) {
      return (withTime ? line.time() + " " : "") + details + line.text();
    }
  }
}
