package dev.drydock.core.netfilter;

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
/// Differs from Linux: which server a connection has is kept by connection tracking alone, so that
/// later packets of it are translated in PREROUTING already and pass FORWARD.
public final class VirtualServices {
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

    Server(int address) {
      this.address = address;
    }
  }

  /// A server as it is shown.
  ///
  /// @param address IPv4
  /// @param weight 0 takes no new connections
  /// @param connections how many it was given
  public record Shown(int address, int weight, int connections) {}

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
      service.servers.forEach(s -> shown.add(new Shown(s.address, s.weight, s.connections)));
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
