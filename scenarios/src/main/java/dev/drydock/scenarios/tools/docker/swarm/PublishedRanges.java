package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.port.Protocol;
import dev.drydock.drivers.swarm.ServiceSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The published ports of a service in `docker service ls`, consecutive ones together:
/// `*:8080-8081->80-81/tcp` (docker/cli `command/service/formatter.go`).
final class PublishedRanges {
  private PublishedRanges() {}

  private record Range(int first, int last, int target, int targetLast, Protocol protocol) {
    /// Whether a port goes on where the range ends: both numbers do, or the target is the same one
    /// for all.
    boolean goesOn(ServiceSpec.Port port) {
      int inside = port.target().port();
      boolean isStep = port.published() - last <= 1 && inside >= targetLast;
      boolean overlaps = targetLast != target && inside <= targetLast;
      return port.target().protocol() == protocol
          && isStep
          && inside - targetLast <= 1
          && !overlaps;
    }

    Range with(ServiceSpec.Port port) {
      return new Range(first, port.published(), target, port.target().port(), protocol);
    }

    String text() {
      return "*:" + text(first, last) + "->" + text(target, targetLast) + "/" + protocol;
    }

    private static String text(int from, int to) {
      return to > from ? from + "-" + to : Integer.toString(from);
    }
  }

  static String text(List<ServiceSpec.Port> published) {
    List<ServiceSpec.Port> ports = new ArrayList<>(published);
    ports.removeIf(ServiceSpec.Port::isHost);
    ports.sort(
        Comparator.comparing((ServiceSpec.Port port) -> port.target().protocol().toString())
            .thenComparingInt(ServiceSpec.Port::published));
    List<Range> ranges = new ArrayList<>();
    for (ServiceSpec.Port port : ports) {
      if (!ranges.isEmpty() && ranges.getLast().goesOn(port)) {
        ranges.add(ranges.removeLast().with(port));
      } else {
        int inside = port.target().port();
        ranges.add(
            new Range(
                port.published(), port.published(), inside, inside, port.target().protocol()));
      }
    }
    return String.join(", ", ranges.stream().map(Range::text).toList());
  }
}
