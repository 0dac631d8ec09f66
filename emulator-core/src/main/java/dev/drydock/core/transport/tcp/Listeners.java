package dev.drydock.core.transport.tcp;

import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The sockets of a namespace that wait for connections, by port (Linux `inet_listen_hashbucket`):
/// a host may publish tens of thousands.
final class Listeners {
  private static final int FEW = 2;

  private final Set<TcpListener> all = new LinkedHashSet<>(FEW);
  private final Int2ObjectOpenHashMap<List<TcpListener>> byPort = new Int2ObjectOpenHashMap<>(FEW);

  Listeners() {}

  void add(TcpListener listener) {
    all.add(listener);
    int port = listener.local().port();
    List<TcpListener> same = byPort.get(port);
    if (same == null) {
      same = new ArrayList<>(1);
      byPort.put(port, same);
    }
    same.add(listener);
  }

  void remove(TcpListener listener) {
    int port = listener.local().port();
    List<TcpListener> same = byPort.get(port);
    if (all.remove(listener) && same != null) {
      same.remove(listener);
      if (same.isEmpty()) {
        byPort.remove(port);
      }
    }
  }

  /// All, oldest first.
  Collection<TcpListener> all() {
    return all;
  }

  /// Those on a port, oldest first.
  List<TcpListener> at(int port) {
    List<TcpListener> same = byPort.get(port);
    return same == null ? List.of() : same;
  }
}
