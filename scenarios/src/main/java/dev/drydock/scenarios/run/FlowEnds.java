package dev.drydock.scenarios.run;

import static java.util.Comparator.comparing;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.ip.v6.Ipv6InterfaceAddress;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.tcp.TcpSocketInfo;
import dev.drydock.core.transport.tcp.TcpState;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.FlowEnd;
import dev.drydock.scenarios.shell.Surroundings;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the ends of a flow in a running lab.
final class FlowEnds {
  private static final String GATEWAY_BRIDGE = "docker_gwbridge";

  private final Surroundings surroundings;

  FlowEnds(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// The namespace that an end sends from; null when there is none.
  @Nullable Netns namespace(FlowEnd end) {
    return switch (end) {
      case FlowEnd.Container container -> ofContainer(container.container());
      case FlowEnd.Machine machine -> {
        Box box = surroundings.lab().box(machine.name());
        yield box == null ? null : box.machine().root();
      }
      case FlowEnd.Address address -> ofAddress(address.address());
      case FlowEnd.Hostname hostname -> null;
    };
  }

  /// Where the programs of an end run, which have its files; null when no one end is named.
  @Nullable Place place(FlowEnd end) {
    return switch (end) {
      case FlowEnd.Container container -> inside(container.container());
      case FlowEnd.Machine machine -> {
        Box box = surroundings.lab().box(machine.name());
        yield box == null ? null : Place.on(box);
      }
      case FlowEnd.Address address -> null;
      case FlowEnd.Hostname hostname -> null;
    };
  }

  /// What an end is now; null where it names no machine, and no container that runs.
  @Nullable EndState state(FlowEnd end) {
    Place place = place(end);
    if (place == null) {
      return null;
    }
    String machine = place.box().name();
    Engine engine = place.box().engine();
    String name = place.container();
    Container container = engine == null || name == null ? null : engine.containers().exactly(name);
    Set<String> networks = container == null ? Set.of() : container.networks().keySet();
    return new EndState(
        machine,
        name == null ? "" : name,
        networks.stream().sorted().toList(),
        devices(place.namespace()),
        listening(place.namespace()));
  }

  private static List<String> devices(Netns namespace) {
    return namespace.devices().stream()
        .filter(device -> device.kind() != DeviceKind.LOOPBACK)
        .filter(device -> {
          var in = namespace.ipv4().interfaces().find(device);
          return in != null && !in.addresses().isEmpty();
        })
        .map(NetDevice::name)
        .toList();
  }

  /// The containers that go by a name: their own, their service's, or one of a network.
  List<FlowEnd> named(String name) {
    Set<String> of = new HashSet<>();
    for (ContainerPlan plan : surroundings.lab().plan().containers()) {
      if (plan.origin().service().equals(name)) {
        of.add(plan.name());
      }
    }
    List<FlowEnd> found = new ArrayList<>();
    for (Box box : surroundings.lab().boxes()) {
      Engine engine = box.engine();
      for (Container each :
          engine == null ? List.<Container>of() : engine.containers().list(false)) {
        boolean isKnown =
            each.networks().values().stream().anyMatch(end -> end.dnsNames().contains(name));
        if (each.name().equals(name) || of.contains(each.name()) || isKnown) {
          found.add(new FlowEnd.Container(name, each.name()));
        }
      }
    }
    return found;
  }

  private static List<Integer> listening(Netns namespace) {
    return namespace.tcp().sockets().stream()
        .filter(socket -> socket.state() == TcpState.LISTEN)
        .map(TcpSocketInfo::local)
        .sorted(comparing(local -> local.address().isV6()))
        .map(SocketAddress::port)
        .toList();
  }

  private @Nullable Place inside(String name) {
    for (Box box : surroundings.lab().boxes()) {
      ContainerDirectory.Entry entry = surroundings.containers().find(box, name);
      if (entry != null && runsHere(name, box)) {
        return entry.place(box);
      }
    }
    return null;
  }

  private @Nullable Netns ofContainer(String name) {
    for (Box box : surroundings.lab().boxes()) {
      ContainerDirectory.Entry entry = surroundings.containers().find(box, name);
      if (entry != null && runsHere(name, box)) {
        return entry.namespace();
      }
    }
    return null;
  }

  /// Two machines may have containers of one name; the plan says which is meant.
  private boolean runsHere(String name, Box box) {
    for (ContainerPlan plan : surroundings.lab().plan().containers()) {
      if (plan.name().equals(name)) {
        return plan.machine().equals(box.name());
      }
    }
    return true;
  }

  private @Nullable Netns ofAddress(IpAddress address) {
    for (Box box : surroundings.lab().boxes()) {
      for (Netns namespace : box.machine().namespaces()) {
        if (has(namespace, address)) {
          return namespace;
        }
      }
    }
    return null;
  }

  private static boolean has(Netns namespace, IpAddress address) {
    return address.isV6()
        ? ipv6(namespace).stream().anyMatch(p -> p.address().equals(address))
        : addresses(namespace).stream().anyMatch(p -> p.address() == address.v4());
  }

  /// The address at which `to` is asked: one that `from` shares a network with, else the first; an
  /// IPv6 address where it has no other.
  ///
  /// @return null when it has none
  @Nullable IpAddress target(Netns from, FlowEnd to) {
    if (to instanceof FlowEnd.Address address) {
      return address.address();
    }
    Netns there = namespace(to);
    List<Ipv4Prefix> candidates = there == null ? List.of() : addresses(there);
    candidates = candidates.stream().sorted(comparing(this::isWayOut)).toList();
    for (Ipv4Prefix candidate : candidates) {
      if (addresses(from).stream().anyMatch(own -> own.contains(candidate.address()))) {
        return IpAddress.v4(candidate.address());
      }
    }
    if (!candidates.isEmpty()) {
      return IpAddress.v4(candidates.getFirst().address());
    }
    return there == null ? null : target6(from, there);
  }

  private static @Nullable IpAddress target6(Netns from, Netns there) {
    List<IpPrefix> candidates = ipv6(there);
    for (IpPrefix candidate : candidates) {
      if (ipv6(from).stream().anyMatch(own -> own.contains(candidate.address()))) {
        return candidate.address();
      }
    }
    return candidates.isEmpty() ? null : candidates.getFirst().address();
  }

  /// The IPv6 addresses of a namespace that are known beyond a link.
  private static List<IpPrefix> ipv6(Netns namespace) {
    List<IpPrefix> found = new ArrayList<>();
    for (NetDevice device : namespace.devices()) {
      var in = namespace.ipv6().interfaces().find(device);
      if (in != null) {
        for (Ipv6InterfaceAddress address : in.addresses()) {
          if (address.scope() == Scope.GLOBAL) {
            IpAddress own = IpAddress.of(address.address());
            found.add(new IpPrefix(own, address.prefix().length()));
          }
        }
      }
    }
    return found;
  }

  /// Whether an address is a container's way out of an overlay: every host has the same subnet
  /// there, and its containers do not reach each other.
  private boolean isWayOut(Ipv4Prefix candidate) {
    for (Box box : surroundings.lab().boxes()) {
      Netns root = box.machine().root();
      NetDevice gateway = root.device(GATEWAY_BRIDGE);
      var in = gateway == null ? null : root.ipv4().interfaces().find(gateway);
      if (in != null
          && in.addresses().stream().anyMatch(a -> a.prefix().contains(candidate.address()))) {
        return true;
      }
    }
    return false;
  }

  /// The addresses of a namespace, those of `lo` left out.
  static List<Ipv4Prefix> addresses(Netns namespace) {
    List<Ipv4Prefix> found = new ArrayList<>();
    for (NetDevice device : namespace.devices()) {
      var in = namespace.ipv4().interfaces().find(device);
      if (in != null) {
        for (InterfaceAddress address : in.addresses()) {
          if (!Ipv4.isLoopback(address.address())) {
            found.add(address.prefix());
          }
        }
      }
    }
    return found;
  }
}
