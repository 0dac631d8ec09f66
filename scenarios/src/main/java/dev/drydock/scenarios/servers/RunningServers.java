package dev.drydock.scenarios.servers;

import dev.drydock.core.app.RouterAdvertiser;
import dev.drydock.core.app.SilentServer;
import dev.drydock.core.app.StreamPorts;
import dev.drydock.core.app.dhcp.DhcpMessage;
import dev.drydock.core.app.dhcp.DhcpPool;
import dev.drydock.core.app.dhcp.DhcpServer;
import dev.drydock.core.app.dns.DnsMessage;
import dev.drydock.core.app.dns.DnsServer;
import dev.drydock.core.app.dns.DnsZone;
import dev.drydock.core.app.http.HttpServer;
import dev.drydock.core.app.perf.PerfReporter;
import dev.drydock.core.app.perf.PerfServer;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.AcceptListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.transport.tcp.TcpListener;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.model.Serve;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sockets of one process that serves, and the programs behind them.
final class RunningServers {
  /// `net.core.somaxconn`.
  private static final int BACKLOG = 4096;

  private static final List<String> NOT_PUBLIC =
      List.of("test", "invalid", "local", "localhost", "internal", "lan", "home.arpa");

  private final Netns namespace;
  private final String hostname;
  private final DocumentRoot documents;
  private final AccessLog log;
  private final List<Runnable> closers = new ArrayList<>();
  private final List<RunningProcess.Listening> listening = new ArrayList<>();
  private final List<PausedDoor> doors = new ArrayList<>();

  /// No servers yet.
  ///
  /// @param log where web servers write of their requests
  RunningServers(Netns namespace, String hostname, DocumentRoot documents, AccessLog log) {
    this.namespace = namespace;
    this.hostname = hostname;
    this.documents = documents;
    this.log = log;
  }

  /// A program that takes connections.
  private record Service(AcceptListener acceptor, Runnable stop) {}

  private Service service(Serve.Listen listen) {
    if (listen.server().equals("iperf3")) {
      RandomStream random = new RandomStream(listen.port(), namespace.toString());
      PerfServer server = new PerfServer(namespace, random, listen.port(), PerfReporter.NOBODY);
      return new Service(server, server::stop);
    }
    SilentServer server = new SilentServer();
    return new Service(server, server::stop);
  }

  /// BusyBox's httpd asks for 9, Python's server for 5, nginx and Apache for 511.
  private static int backlog(Serve.Http http) {
    return http.server().equals(PythonOptions.SERVER)
        ? 5
        : http.server().startsWith("busybox-httpd") ? 9 : 511;
  }

  /// Opens a server.
  ///
  /// @return false when somebody else has the port
  boolean open(Serve serve) {
    return switch (serve) {
      case Serve.Http http -> {
        HttpServer server =
            new HttpServer(
                namespace.softnet().loop(),
                Sites.program(http, hostname, namespace, documents),
                log.of(http));
        Service service = new Service(server, server::stop);
        yield listen(
            new Wanted(http.address(), http.port(), http.server().replace("-cgi", "")),
            backlog(http),
            service);
      }
      case Serve.Dns dns -> openDns(DnsZone.of(dns.hosts(), dns.local()), dns.port());
      case Serve.Dhcp dhcp -> openDhcp(dhcp);
      case Serve.Advertise advertise -> advertise(advertise);
      case Serve.Listen listen ->
          switch (listen.protocol()) {
            case TCP -> listen(wanted(listen), BACKLOG, service(listen));
            case UDP -> bind(at(listen));
            case SCTP -> true;
          };
    };
  }

  /// Opens a name server that gives every name one address, but for the domains that have no names
  /// in public (RFC 6761, RFC 8375).
  void openAnyName(IpAddress address) {
    openDns(DnsZone.of(Map.of(), NOT_PUBLIC).withAnyName(address), DnsMessage.PORT);
  }

  private boolean openDns(DnsZone zone, int port) {
    DnsServer server = new DnsServer(namespace, zone, port);
    if (server.start() != null) {
      return false;
    }
    SocketAddress any = new SocketAddress(IpAddress.ANY_V4, port);
    listening.add(new RunningProcess.Listening("udp", any));
    closers.add(server::stop);
    return true;
  }

  private boolean openDhcp(Serve.Dhcp dhcp) {
    NetDevice device = served(dhcp);
    if (device == null) {
      return false;
    }
    Serve.DhcpSettings told = dhcp.settings();
    Map<Long, Integer> reserved = new LinkedHashMap<>();
    told.reserved().forEach((mac, address) -> reserved.put(mac.bits(), address.v4()));
    DhcpPool pool =
        new DhcpPool(
            dhcp.first().v4(),
            dhcp.last().v4(),
            told.leaseSeconds(),
            told.routers().stream().map(IpAddress::v4).toList(),
            told.nameservers().stream().map(IpAddress::v4).toList(),
            told.domain(),
            reserved,
            told.pings(),
            told.authoritative());
    DhcpServer server = new DhcpServer(namespace, device, pool);
    if (server.start() != null) {
      return false;
    }
    SocketAddress any = new SocketAddress(IpAddress.ANY_V4, DhcpMessage.SERVER_PORT);
    listening.add(new RunningProcess.Listening("udp", any));
    closers.add(server::stop);
    return true;
  }

  private boolean advertise(Serve.Advertise told) {
    NetDevice device = namespace.device(told.nic());
    if (device == null) {
      return false;
    }
    RouterAdvertiser.Settings settings =
        new RouterAdvertiser.Settings(
            told.router(),
            told.prefixes(),
            told.networks(),
            told.names(),
            told.mtuBytes(),
            told.intervalSeconds());
    RandomStream random = new RandomStream(device.index(), "radvd " + device.path());
    RouterAdvertiser advertiser = new RouterAdvertiser(namespace, device, settings, random);
    advertiser.start();
    closers.add(advertiser::stop);
    return true;
  }

  /// The card that is named, else the one whose network has the range.
  private @Nullable NetDevice served(Serve.Dhcp dhcp) {
    for (NetDevice device : namespace.devices()) {
      boolean isNetwork =
          namespace.ipv4().interfaces().of(device).addresses().stream()
              .anyMatch(own -> own.prefix().contains(dhcp.first().v4()));
      if (dhcp.nic().isEmpty() ? isNetwork : device.name().equals(dhcp.nic())) {
        return device;
      }
    }
    return null;
  }

  private static SocketAddress at(Serve.Listen listen) {
    return new SocketAddress(listen.address(), listen.port());
  }

  /// Where a program is to listen.
  private record Wanted(IpAddress address, int port, String server) {}

  private static Wanted wanted(Serve.Listen listen) {
    return new Wanted(listen.address(), listen.port(), listen.server());
  }

  private boolean listen(Wanted wanted, int backlog, Service service) {
    boolean isEverywhere = wanted.address().equals(IpAddress.ANY_V6);
    Wildcard style = Wildcard.of(wanted.server());
    PausedDoor door = new PausedDoor(service.acceptor());
    List<IpAddress> addresses = isEverywhere ? style.addresses() : List.of(wanted.address());
    for (IpAddress address : addresses) {
      SocketAddress at = new SocketAddress(address, wanted.port());
      TcpListener socket = StreamPorts.listen(new StreamPorts.Place(namespace, at, backlog), door);
      if (socket == null) {
        return false;
      }
      closers.add(socket::close);
      if (isEverywhere && style == Wildcard.BOTH_IN_ONE && !socket.takeIpv4()) {
        return false;
      }
      listening.add(new RunningProcess.Listening("tcp", at));
    }
    doors.add(door);
    closers.add(door::close);
    closers.add(service.stop());
    return true;
  }

  private boolean bind(SocketAddress wanted) {
    boolean all = wanted.address().equals(IpAddress.ANY_V6);
    SocketAddress at = all ? new SocketAddress(IpAddress.ANY_V4, wanted.port()) : wanted;
    UdpSocket socket = namespace.udp().open(datagram -> {});
    if (socket.bind(at) != null) {
      return false;
    }
    listening.add(new RunningProcess.Listening("udp", at));
    closers.add(socket::close);
    return true;
  }

  /// The sockets, in order.
  List<RunningProcess.Listening> listening() {
    return listening;
  }

  /// The programs stand still.
  void pause() {
    doors.forEach(PausedDoor::pause);
  }

  /// The programs go on.
  void goOn() {
    doors.forEach(PausedDoor::goOn);
  }

  /// Closes all sockets, as the kernel does when the process ends.
  void close() {
    closers.forEach(Runnable::run);
    closers.clear();
  }
}
