package dev.drydock.core.netfilter;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tells listeners of changes of connections, each once a packet (`nf_ct_deliver_cached_events`).
/// Connections whose time is over are looked for every second while somebody listens; the kernel's
/// collector takes up to a minute.
final class ConnectionWatch extends Event {
  private static final long INTERVAL_NANOS = 1_000_000_000L;
  private static final int TOLD_BITS = Connection.SEEN_REPLY | Connection.ASSURED;

  private final EventLoop loop;
  private final ConnectionTable table;
  private final List<ConnectionListener> listeners = new ArrayList<>(1);

  /// What was last told of a connection.
  private final Map<Connection, Long> told = new LinkedHashMap<>();

  ConnectionWatch(EventLoop loop, ConnectionTable table) {
    this.loop = loop;
    this.table = table;
  }

  void add(ConnectionListener listener) {
    if (listeners.isEmpty()) {
      table.all(loop.nowNanos()).forEach(each -> told.put(each, summary(each)));
      table.watch(this);
      loop.scheduleAfter(this, INTERVAL_NANOS);
    }
    listeners.add(listener);
  }

  void remove(ConnectionListener listener) {
    listeners.remove(listener);
    if (listeners.isEmpty()) {
      table.watch(null);
      told.clear();
      loop.cancel(this);
    }
  }

  @Override
  protected void fire() {
    table.all(loop.nowNanos()); // throws out what is over
    loop.scheduleAfter(this, INTERVAL_NANOS);
  }

  private static Long summary(Connection connection) {
    long state = (connection.status & TOLD_BITS) | (connection.tcpState << 8);
    return (state << 32) | (connection.mark & 0xffff_ffffL);
  }

  /// A packet of a connection in the table has passed.
  void passed(Connection connection) {
    if (listeners.isEmpty()) {
      return;
    }
    Long now = summary(connection);
    Long before = told.put(connection, now);
    if (before == null) {
      tell(ConnectionListener.Change.NEW, connection);
    } else if (!before.equals(now)) {
      tell(ConnectionListener.Change.UPDATE, connection);
    }
  }

  /// A connection is not in the table any more.
  void gone(Connection connection) {
    if (told.remove(connection) != null) {
      tell(ConnectionListener.Change.DESTROY, connection);
    }
  }

  private void tell(ConnectionListener.Change change, Connection connection) {
    for (ConnectionListener listener : List.copyOf(listeners)) {
      listener.happened(change, connection);
    }
  }
}
