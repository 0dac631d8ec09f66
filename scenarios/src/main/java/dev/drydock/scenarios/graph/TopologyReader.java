package dev.drydock.scenarios.graph;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.device.link.Link;
import dev.drydock.core.device.link.LinkQuality;
import dev.drydock.core.device.link.Nic;
import dev.drydock.core.device.vxlan.VxlanDevice;
import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.ip.Ipv4Interface;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.ip.v6.Ipv6Interface;
import dev.drydock.core.ip.v6.Ipv6InterfaceAddress;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.EndpointSettings;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.Subnet;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.scenarios.graph.Topology.Device;
import dev.drydock.scenarios.graph.Topology.Guest;
import dev.drydock.scenarios.graph.Topology.Host;
import dev.drydock.scenarios.graph.Topology.Net;
import dev.drydock.scenarios.graph.Topology.Space;
import dev.drydock.scenarios.graph.Topology.Ties;
import dev.drydock.scenarios.graph.Topology.Wire;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.DockerDevices;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.LinkPlan;
import dev.drydock.scenarios.plan.MachinePlan;
import dev.drydock.scenarios.text.MacAddress;
import dev.drydock.scenarios.text.Quantities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what a running lab is made of.
final class TopologyReader {
  private final Lab lab;
  private final DockerDevices docker;
  private final Map<String, String> services = new LinkedHashMap<>();

  TopologyReader(Lab lab) {
    this.lab = lab;
    this.docker = new DockerDevices(lab);
    for (ContainerPlan plan : lab.plan().containers()) {
      services.put(plan.name(), plan.origin().service());
    }
  }

  Topology read() {
    List<Wire> wires = new ArrayList<>();
    for (LinkPlan plan : lab.plan().links()) {
      wires.add(new Wire(plan.name(), quality(plan.quality()), plan.ends().size()));
    }
    return new Topology(
        lab.plan().name(),
        lab.plan().engine(),
        wires,
        lab.boxes().stream().map(this::machine).toList());
  }

  private static String quality(LinkQuality quality) {
    List<String> words = new ArrayList<>();
    if (quality.rateBitsPerSecond() > 0) {
      words.add(Quantities.bitsPerSecondText(quality.rateBitsPerSecond()));
    }
    if (quality.delayNanos() > 0) {
      words.add(Quantities.nanosText(quality.delayNanos()));
    }
    return String.join(", ", words);
  }

  private Host machine(Box box) {
    Engine engine = box.engine();
    List<Container> containers =
        engine == null ? List.of() : engine.containers().list(true).reversed();
    Map<NetDevice, String> networks = networks(containers);
    List<Space> spaces = new ArrayList<>();
    for (Netns namespace : box.machine().namespaces()) {
      spaces.add(space(namespace, networks, box));
    }
    return new Host(
        box.name(),
        box.plan().role() == MachinePlan.Role.INTERNET,
        engine != null,
        spaces,
        engine == null
            ? List.of()
            : engine.networks().list().stream().map(TopologyReader::network).toList(),
        containers.stream().map(each -> guest(each, box)).toList(),
        mesh(box));
  }

  /// The interfaces of containers and the networks that they are for.
  private static Map<NetDevice, String> networks(List<Container> containers) {
    Map<NetDevice, String> networks = new LinkedHashMap<>();
    for (Container container : containers) {
      for (EndpointSettings settings : container.networks().values()) {
        Endpoint endpoint = settings.endpoint();
        NetDevice device = endpoint == null ? null : endpoint.attachment().device();
        if (endpoint != null && device != null) {
          networks.put(device, endpoint.network().name());
        }
      }
    }
    return networks;
  }

  private Space space(Netns namespace, Map<NetDevice, String> networks, Box box) {
    List<Device> devices = new ArrayList<>();
    for (NetDevice device : namespace.devices()) {
      if (device.kind() != DeviceKind.LOOPBACK) {
        devices.add(device(device, namespace, ties(device, networks, box)));
      }
    }
    return new Space(namespace.name(), docker.overlayIn(namespace), devices);
  }

  private static Device device(NetDevice device, Netns namespace, Ties ties) {
    return new Device(
        device.path(),
        device.name(),
        device.kind().word(),
        new MacAddress(device.mac()).toString(),
        device.mtuBytes(),
        device.isUp(),
        addresses(device, namespace),
        ties);
  }

  private Ties ties(NetDevice device, Map<NetDevice, String> networks, Box box) {
    return new Ties(
        networkOf(device, networks),
        path(device.master()),
        path(lower(device)),
        device instanceof VethEnd end ? path(end.peer()) : "",
        device instanceof Nic nic ? linkOf(nic) : "",
        device instanceof VxlanDevice tunnel ? path(underlay(tunnel, box)) : "");
  }

  /// The device with the source address of a tunnel's packets, which for overlay networks is that
  /// of the node's data path; null where routes choose it.
  private @Nullable NetDevice underlay(VxlanDevice tunnel, Box box) {
    SwarmNode node = box.swarm();
    IpAddress source = IpAddress.v4(tunnel.config().local());
    if (node != null && !docker.overlayOf(tunnel).isEmpty()) {
      source = node.dataAddress();
    }
    if (source.isAny()) {
      return null;
    }
    Netns root = box.machine().root();
    String from = source + "/";
    return root.devices().stream()
        .filter(each -> addresses(each, root).stream().anyMatch(cidr -> cidr.startsWith(from)))
        .findFirst()
        .orElse(null);
  }

  private String networkOf(NetDevice device, Map<NetDevice, String> networks) {
    String own = networks.getOrDefault(device, "");
    if (!own.isEmpty()) {
      return own;
    }
    String overlay = docker.overlayOf(device);
    return overlay.isEmpty() && device.kind() == DeviceKind.BRIDGE
        ? docker.bridgedBy(device)
        : overlay;
  }

  /// A tunnel has no device below it; the one that packets of its machine leave by is not its own.
  private static @Nullable NetDevice lower(NetDevice device) {
    return device instanceof VxlanDevice ? null : device.lower();
  }

  private static String path(@Nullable NetDevice device) {
    return device == null ? "" : device.path();
  }

  private static String linkOf(Nic nic) {
    Link link = nic.link();
    return link == null ? "" : link.name();
  }

  private static List<String> addresses(NetDevice device, Netns namespace) {
    List<String> addresses = new ArrayList<>();
    Ipv4Interface ipv4 = namespace.ipv4().interfaces().find(device);
    if (ipv4 != null) {
      for (InterfaceAddress address : ipv4.addresses()) {
        addresses.add(
            new IpPrefix(IpAddress.v4(address.address()), address.network().length()).toString());
      }
    }
    Ipv6Interface ipv6 = namespace.ipv6().interfaces().find(device);
    if (ipv6 != null) {
      for (Ipv6InterfaceAddress address : ipv6.addresses()) {
        if (address.scope() != Scope.LINK) {
          IpAddress value = IpAddress.of(address.address());
          addresses.add(new IpPrefix(value, address.prefix().length()).toString());
        }
      }
    }
    return addresses;
  }

  private static Net network(Network network) {
    return new Net(
        network.name(),
        network.config().driver(),
        network.config().flags().internal(),
        network.subnets().stream().map(subnet -> subnet.prefix().toString()).toList(),
        network.subnets().stream()
            .map(Subnet::gateway)
            .filter(Objects::nonNull)
            .map(IpAddress::toString)
            .toList());
  }

  private Guest guest(Container container, Box box) {
    Netns namespace = container.isRunning() ? container.namespace() : null;
    boolean isOwn = namespace != null && namespace != box.machine().root();
    return new Guest(
        container.name(),
        services.getOrDefault(container.name(), ""),
        container.spec().workload().image(),
        container.state().word(),
        container.mode().toString(),
        namespace != null && isOwn ? namespace.name() : "",
        ports(container));
  }

  /// One for both families where a port is published on all addresses of both.
  private static List<String> ports(Container container) {
    Set<String> ports = new LinkedHashSet<>();
    for (Map.Entry<ContainerPort, List<PortBinding>> entry : container.ports().entrySet()) {
      for (PortBinding binding : entry.getValue()) {
        IpAddress on = binding.hostIp();
        String address = on.isV6() ? "[" + on + "]:" : on + ":";
        ports.add(
            (on.isAny() ? "" : address) + binding.hostPortText() + "->" + binding.container());
      }
    }
    return List.copyOf(ports);
  }

  private static List<String> mesh(Box box) {
    SwarmNode node = box.swarm();
    Swarm swarm = node == null ? null : node.swarm();
    List<String> mesh = new ArrayList<>();
    for (Service service : swarm == null ? List.<Service>of() : swarm.services()) {
      for (ServiceSpec.Port port : service.spec().ports()) {
        if (!port.isHost()) {
          mesh.add(port.published() + "->" + service.spec().name() + ":" + port.target());
        }
      }
    }
    return mesh;
  }
}
