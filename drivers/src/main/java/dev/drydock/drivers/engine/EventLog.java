package dev.drydock.drivers.engine;

import static java.util.stream.Collectors.joining;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.network.Network;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an engine did, the newest last (moby `daemon/events`).
public final class EventLog {
  /// More are forgotten, the oldest first: `eventsLimit` of the daemon.
  static final int EVENTS_MAX = 256;

  private final EventLoop loop;
  private final Deque<EngineEvent> events = new ArrayDeque<>();
  private long total;

  EventLog(EventLoop loop) {
    this.loop = loop;
  }

  /// How many there have been, forgotten ones too.
  public long total() {
    return total;
  }

  /// Those that are remembered and came after the first so many.
  public List<EngineEvent> after(long count) {
    long skipped = Math.max(0, count - (total - events.size()));
    return events.stream().skip(skipped).toList();
  }

  /// Notes what happened to a container.
  ///
  /// @param more further attributes: key, value, key, value …
  void container(Container container, String action, String... more) {
    TreeMap<String, String> attributes = new TreeMap<>(container.spec().labels());
    attributes.put("image", container.spec().workload().image());
    attributes.put("name", container.name());
    for (int i = 0; i + 1 < more.length; i += 2) {
      attributes.put(more[i], more[i + 1]);
    }
    add("container", action, container.id(), attributes);
  }

  /// Notes what happened to a network.
  ///
  /// @param more further attributes: key, value, key, value …
  void network(Network network, String action, String... more) {
    TreeMap<String, String> attributes = new TreeMap<>();
    attributes.put("name", network.name());
    attributes.put("type", network.driver().type());
    for (int i = 0; i + 1 < more.length; i += 2) {
      attributes.put(more[i], more[i + 1]);
    }
    add("network", action, network.id(), attributes);
  }

  /// Notes what the daemon did with its configuration (moby `daemon/reload.go`).
  void daemon(String machine, String action, DaemonConfig config) {
    TreeMap<String, String> attributes = new TreeMap<>();
    attributes.put("debug", Boolean.toString(config.debug()));
    for (String key : List.of("insecure-registries", "labels", "registry-mirrors")) {
      String quoted =
          config.list(key).stream().map(each -> "\"" + each + "\"").collect(joining(","));
      attributes.put(key, "[" + quoted + "]");
    }
    attributes.put("live-restore", Boolean.toString(config.liveRestore()));
    attributes.put("max-concurrent-downloads", "3");
    attributes.put("max-concurrent-uploads", "5");
    attributes.put("max-download-attempts", "5");
    attributes.put("name", machine);
    attributes.put("shutdown-timeout", "15");
    add("daemon", action, DaemonId.of(machine), attributes);
  }

  private void add(String type, String action, String actor, SortedMap<String, String> attributes) {
    total++;
    events.add(new EngineEvent(loop.nowNanos(), type, action, actor, attributes));
    if (events.size() > EVENTS_MAX) {
      events.removeFirst();
    }
  }
}
