package dev.drydock.drivers.engine;

import static java.util.stream.Collectors.joining;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.network.Network;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// What an engine did, the newest last (moby `daemon/events`).
public final class EventLog {
  /// More are forgotten, the oldest first: `eventsLimit` of the daemon.
  static final int EVENTS_MAX = 256;

  private final EventLoop loop;
  private final Deque<EngineEvent> events = new ArrayDeque<>();
  private long total;
  private long ofOthers;

  EventLog(EventLoop loop) {
    this.loop = loop;
  }

  /// How many there have been, forgotten ones too.
  public long total() {
    return total;
  }

  /// A daemon begins: it knows nothing of what one before it did, whose events were in its memory.
  void begin() {
    ofOthers = total;
  }

  /// Those that this daemon remembers.
  public List<EngineEvent> remembered() {
    return after(ofOthers);
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
    List<String> details = new ArrayList<>(4 + more.length);
    put(details, "image", container.spec().workload().image());
    put(details, "name", container.name());
    details.addAll(Arrays.asList(more));
    add(
        new EngineEvent(
            loop.nowNanos(),
            "container",
            action,
            container.id(),
            container.spec().labels(),
            details));
  }

  /// Notes what happened to a network.
  ///
  /// @param more further attributes: key, value, key, value …
  void network(Network network, String action, String... more) {
    List<String> details = new ArrayList<>(4 + more.length);
    put(details, "name", network.name());
    put(details, "type", network.driver().type());
    details.addAll(Arrays.asList(more));
    add(new EngineEvent(loop.nowNanos(), "network", action, network.id(), Map.of(), details));
  }

  /// Notes what happened to an image (moby `daemon/images/events.go`).
  ///
  /// @param actor its id, or for `pull` its name
  void image(String actor, String action, String name) {
    List<String> details = List.of("name", name);
    add(new EngineEvent(loop.nowNanos(), "image", action, actor, Map.of(), details));
  }

  /// Notes that unused things of a type were removed (moby `daemon/prune.go`); nothing has a size.
  public void pruned(String type) {
    add(new EngineEvent(loop.nowNanos(), type, "prune", "", Map.of(), List.of("reclaimed", "0")));
  }

  /// Notes what the daemon did with its configuration (moby `daemon/reload.go`).
  void daemon(Engine engine, String action) {
    DaemonConfig config = engine.config();
    String machine = engine.machine().name();
    String id = DaemonId.of(machine, engine.profile().inspect());
    List<String> details = new ArrayList<>();
    put(details, "debug", Boolean.toString(config.debug()));
    for (String key : List.of("insecure-registries", "labels", "registry-mirrors")) {
      String quoted =
          config.list(key).stream().map(each -> "\"" + each + "\"").collect(joining(","));
      put(details, key, "[" + quoted + "]");
    }
    put(details, "live-restore", Boolean.toString(config.liveRestore()));
    put(details, "max-concurrent-downloads", "3");
    put(details, "max-concurrent-uploads", "5");
    put(details, "max-download-attempts", "5");
    put(details, "name", machine);
    put(details, "shutdown-timeout", "15");
    add(new EngineEvent(loop.nowNanos(), "daemon", action, id, Map.of(), details));
  }

  private static void put(List<String> details, String key, String value) {
    details.add(key);
    details.add(value);
  }

  private void add(EngineEvent event) {
    total++;
    events.add(event);
    if (events.size() > EVENTS_MAX) {
      events.removeFirst();
    }
  }
}
