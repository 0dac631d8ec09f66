package dev.drydock.drivers.network;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Nanos;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The folder `/run/docker/netns`, made with an engine's first sandbox, and the names in it of
/// sandboxes that are gone: each stays as an empty file until all such are cleared away, once a
/// minute (libnetwork `osl/namespace_linux.go`, `removeUnusedPaths`; 20.10.24).
public final class NamespaceFiles {
  /// `gpmCleanupPeriod`.
  private static final long PERIOD_NANOS = 60 * Nanos.SECOND;

  private final EventLoop loop;

  /// Name → when its sandbox went.
  private final Map<String, Long> left = new LinkedHashMap<>();

  private boolean isMade;
  private long madeNanos;

  /// No folder yet.
  public NamespaceFiles(EventLoop loop) {
    this.loop = loop;
  }

  /// A sandbox is made.
  public void entered() {
    if (!isMade) {
      isMade = true;
      madeNanos = loop.nowNanos();
    }
  }

  /// Whether the folder is there.
  public boolean isMade() {
    return isMade;
  }

  /// A sandbox is gone.
  public void left(String name) {
    clear();
    left.put(name, loop.nowNanos());
  }

  /// The names of those that are gone.
  public List<String> names() {
    clear();
    return List.copyOf(left.keySet());
  }

  private void clear() {
    long now = loop.nowNanos();
    long last = now - (now - madeNanos) % PERIOD_NANOS;
    left.values().removeIf(since -> since < last);
  }
}
