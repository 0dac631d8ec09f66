package dev.drydock.core.netfilter;

import dev.drydock.core.wire.Ipv4;
import it.unimi.dsi.fastutil.ints.Int2ObjectLinkedOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The load balancer of a namespace, as far as Docker uses it: firewall mark -> servers, each new
/// connection to the next of them (Linux `net/netfilter/ipvs`, scheduler rr, forwarding by NAT).
///
/// ```
///   INPUT:  mangle  filter  balance -> server's address, sent on -> POSTROUTING
/// ```
///
/// A balanced connection is forgotten when nothing was heard of it for 900 s (TCP) or 300 s (UDP),
/// and its tracked flow with it: what comes then is for the namespace itself, which answers with a
/// reset.
///
/// Differs from Linux: which server a connection has is kept by connection tracking alone, so that
/// later packets of it are translated in PREROUTING already and pass FORWARD.
public final class VirtualServices {
  /// `IP_VS_TCP_S_ESTABLISHED`; all other states live as long as in connection tracking.
  private static final long TCP_NANOS = 900 * 1_000_000_000L;

  private static final long UDP_NANOS = 300 * 1_000_000_000L;

  private final Int2ObjectLinkedOpenHashMap<Service> services = new Int2ObjectLinkedOpenHashMap<>();

  VirtualServices() {}

  /// A mark and its servers, the newest first.
  private static final class Service {
    final List<Server> servers = new ArrayList<>();
    @Nullable Server last;
  }

  /// A server.
  private static final class Server {
    final int address;
    int weight = 1;
    int connections;
    long inPackets;
    long inBytes;
    long outPackets;
    long outBytes;

    Server(int address) {
      this.address = address;
    }
  }

  /// A server as it is shown.
  ///
  /// @param address IPv4
  /// @param weight 0 takes no new connections
  /// @param connections how many it was given
  /// @param in what was sent to it
  /// @param out what it answered
  public record Shown(int address, int weight, int connections, Traffic in, Traffic out) {}

  /// Packets and their bytes.
  public record Traffic(long packets, long bytes) {}

  /// Whether there is no service.
  public boolean isEmpty() {
    return services.isEmpty();
  }

  /// The marks with a service, oldest first.
  public List<Integer> marks() {
    return List.copyOf(services.keySet());
  }

  /// The servers of a mark, the newest first.
  public List<Shown> servers(int mark) {
    List<Shown> shown = new ArrayList<>();
    Service service = services.get(mark);
    if (service != null) {
      for (Server s : service.servers) {
        Traffic in = new Traffic(s.inPackets, s.inBytes);
        Traffic out = new Traffic(s.outPackets, s.outBytes);
        shown.add(new Shown(s.address, s.weight, s.connections, in, out));
      }
    }
    return shown;
  }

  /// Makes a service for packets with a mark.
  public void add(int mark) {
    services.putIfAbsent(mark, new Service());
  }

  /// Removes a service.
  public void remove(int mark) {
    services.remove(mark);
  }

  /// Adds a server; it comes before those that were there.
  public void addServer(int mark, int address) {
    Service service = services.get(mark);
    if (service != null && find(service, address) == null) {
      service.servers.addFirst(new Server(address));
    }
  }

  /// Removes a server; its connections are not moved.
  public void removeServer(int mark, int address) {
    Service service = services.get(mark);
    Server server = service == null ? null : find(service, address);
    if (service != null && server != null) {
      int index = service.servers.indexOf(server);
      if (service.last == server) {
        service.last = index == 0 ? null : service.servers.get(index - 1);
      }
      service.servers.remove(server);
    }
  }

  private static @Nullable Server find(Service service, int address) {
    for (Server server : service.servers) {
      if (server.address == address) {
        return server;
      }
    }
    return null;
  }

  /// Limits the life of a balanced connection that a packet has just prolonged.
  static void limit(Connection connection, long nowNanos) {
    if (connection.protocol() == Ipv4.TCP) {
      connection.expiresNanos = Math.min(connection.expiresNanos, nowNanos + TCP_NANOS);
    } else if (connection.protocol() == Ipv4.UDP) {
      connection.expiresNanos = nowNanos + UDP_NANOS;
    }
  }

  /// Counts a packet of a balanced connection (`ip_vs_in_stats`, `ip_vs_out_stats`).
  void count(int address, int bytes, boolean isAnswer) {
    for (Service service : services.values()) {
      Server server = find(service, address);
      if (server != null) {
        server.inPackets += isAnswer ? 0 : 1;
        server.inBytes += isAnswer ? 0 : bytes;
        server.outPackets += isAnswer ? 1 : 0;
        server.outBytes += isAnswer ? bytes : 0;
        return;
      }
    }
  }

  boolean handles(int mark) {
    return mark != 0 && services.containsKey(mark);
  }

  /// The server for a new connection: the one behind the last that was chosen
  /// (`ip_vs_rr_schedule`).
  ///
  /// @return its address; 0 when there is none
  int choose(int mark) {
    Service service = services.get(mark);
    if (service == null) {
      return 0;
    }
    int count = service.servers.size();
    int start = service.last == null ? -1 : service.servers.indexOf(service.last);
    for (int i = 1; i <= count; i++) {
      Server server = service.servers.get((start + i) % count);
      if (server.weight > 0) {
        service.last = server;
        server.connections++;
        return server.address;
      }
    }
    return 0;
  }
}
