package dev.drydock.scenarios.tools.bridge;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.stp.SpanningTree;
import dev.drydock.core.device.stp.TreePort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// `brctl showstp` (bridge-utils 1.7.1, `brctl/brctl_disp.c`). Through sysfs the times that a
/// bridge uses and its own are the same.
final class StpText {
  private static final long CENTISECOND_NANOS = 10_000_000L;
  private static final int CENTISECONDS = 100;

  private StpText() {}

  static String of(Bridge bridge) {
    SpanningTree tree = bridge.tree();
    long[] timers = tree.timersLeft();
    String maxAge = ofNanos(tree.maxAgeNanos(false));
    String hello = ofNanos(tree.helloTimeNanos(false));
    String delay = ofNanos(tree.forwardDelayNanos(false));
    StringBuilder text = new StringBuilder(bridge.name());
    text.append("\n bridge id\t\t").append(SpanningTree.text(tree.id()));
    text.append("\n designated root\t").append(SpanningTree.text(tree.root()));
    text.append(
        "\n root port\t\t%4d\t\t\tpath cost\t\t%4d".formatted(tree.rootPort(), tree.rootCost()));
    text.append("\n max age\t\t%s\t\t\tbridge max age\t\t%s".formatted(maxAge, maxAge));
    text.append("\n hello time\t\t%s\t\t\tbridge hello time\t%s".formatted(hello, hello));
    text.append("\n forward delay\t\t%s\t\t\tbridge forward delay\t%s".formatted(delay, delay));
    text.append("\n ageing time\t\t%s".formatted(ofNanos(bridge.ageingNanos())));
    text.append(
        "\n hello timer\t\t%s\t\t\ttcn timer\t\t%s".formatted(time(timers[0]), time(timers[1])));
    text.append(
        "\n topology change timer\t%s\t\t\tgc timer\t\t%s".formatted(time(timers[2]), time(0)));
    text.append("\n flags\t\t\t");
    text.append(tree.isChanging() ? "TOPOLOGY_CHANGE " : "");
    text.append(tree.hasDetectedChange() ? "TOPOLOGY_CHANGE_DETECTED " : "");
    text.append("\n\n\n");
    List<BridgePort> ports = new ArrayList<>(bridge.ports());
    ports.sort(Comparator.comparing(BridgePort::name));
    ports.forEach(port -> port(text, port));
    return text.toString();
  }

  private static void port(StringBuilder text, BridgePort port) {
    TreePort tree = port.tree();
    long[] timers = tree.timersLeft();
    String state = tree.state().name().toLowerCase(Locale.ROOT);
    text.append(port.name()).append(" (").append(tree.number()).append(')');
    text.append("\n port id\t\t%04x\t\t\tstate\t\t%15s".formatted(tree.id(), state));
    text.append(
        "\n designated root\t%s\tpath cost\t\t%4d"
            .formatted(SpanningTree.text(tree.designatedRoot()), tree.cost()));
    text.append(
        "\n designated bridge\t%s\tmessage age timer\t%s"
            .formatted(SpanningTree.text(tree.designatedBridge()), time(timers[0])));
    text.append(
        "\n designated port\t%04x\t\t\tforward delay timer\t%s"
            .formatted(tree.designatedPort(), time(timers[1])));
    text.append(
        "\n designated cost\t%4d\t\t\thold timer\t\t%s"
            .formatted(tree.designatedCost(), time(timers[2])));
    text.append("\n flags\t\t\t");
    text.append(tree.hasConfigPending() ? "CONFIG_PENDING " : "");
    text.append(tree.acknowledgesChange() ? "TOPOLOGY_CHANGE_ACK " : "");
    text.append(port.isHairpin() ? "\n hairpin mode\t\t   1" : "");
    text.append("\n\n");
  }

  private static String ofNanos(long nanos) {
    return time(nanos / CENTISECOND_NANOS);
  }

  private static String time(long hundredths) {
    return "%4d.%02d".formatted(hundredths / CENTISECONDS, hundredths % CENTISECONDS);
  }
}
