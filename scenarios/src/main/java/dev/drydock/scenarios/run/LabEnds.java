package dev.drydock.scenarios.run;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.transport.tcp.TcpSocketInfo;
import dev.drydock.core.transport.tcp.TcpState;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.NetworkMode;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.model.Serve;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.FlowEnd;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.text.ExposedPort;
import dev.drydock.scenarios.text.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who may ask in a running lab, and what there is to ask for.
///
/// Containers are asked for the ports that something in them listens on, and pinged where nothing
/// does; machines for what they serve and for what containers publish on them, and they are pinged.
final class LabEnds {
  private static final int ID_LENGTH = 25;
  private static final Pattern TASK =
      Pattern.compile("(.+)\\.([0-9]+|[0-9a-z]{25})\\.[0-9a-z]{25}");

  private final List<Box> boxes;
  private final Plan plan;
  private final Map<String, AskedEnd> asked = new LinkedHashMap<>();

  LabEnds(List<Box> boxes, Plan plan) {
    this.boxes = boxes;
    this.plan = plan;
  }

  /// The running containers in the order of their starts, then the machines in that of the file.
  List<FlowEnd> senders() {
    List<FlowEnd> senders = new ArrayList<>();
    for (Box box : boxes) {
      running(box).forEach(container -> senders.add(end(container, box.name())));
    }
    boxes.forEach(box -> senders.add(new FlowEnd.Machine(box.name())));
    return senders;
  }

  /// What can be asked: containers, then published ports, then machines.
  List<AskedEnd> targets() {
    for (Box box : boxes) {
      running(box).forEach(container -> own(container, box.name()));
    }
    for (Box box : boxes) {
      running(box).forEach(container -> published(container, box.name()));
      meshed(box);
    }
    for (Box box : boxes) {
      served(box.name());
      add(new AskedEnd(box.name(), new FlowEnd.Machine(box.name()), null));
    }
    return List.copyOf(asked.values());
  }

  private static List<Container> running(Box box) {
    Engine engine = box.engine();
    if (engine == null) {
      return List.of();
    }
    List<Container> all = new ArrayList<>(engine.containers().list(false));
    return all.reversed(); // the engine lists the newest first
  }

  /// Called by its service, where that has no other container. A task of a swarm is called without
  /// its id: `web.1`, or `web@node1` for one on every node.
  private FlowEnd.Container end(Container container, String machine) {
    Matcher task = TASK.matcher(container.name());
    if (task.matches()) {
      String slot = task.group(2);
      String called = slot.length() == ID_LENGTH ? "@" + machine : "." + slot;
      return new FlowEnd.Container(task.group(1) + called, container.name());
    }
    String service = "";
    for (ContainerPlan each : plan.containers()) {
      if (each.name().equals(container.name())) {
        service = each.origin().service();
      }
    }
    String called = service;
    long alike =
        plan.containers().stream().filter(c -> c.origin().service().equals(called)).count();
    return new FlowEnd.Container(alike == 1 ? called : container.name(), container.name());
  }

  private void add(AskedEnd end) {
    asked.putIfAbsent(end.name(), end);
  }

  // ---- containers ------------------------------------------------------------------------

  private void own(Container container, String machine) {
    NetworkMode mode = container.mode();
    if (mode.is(NetworkMode.Kind.CONTAINER) || mode.is(NetworkMode.Kind.HOST)) {
      return; // what listens there is the owner's
    }
    FlowEnd.Container end = end(container, machine);
    List<ExposedPort> ports = listening(container.namespace());
    ports.forEach(port -> add(new AskedEnd(end.name() + ":" + port, end, port)));
    if (ports.isEmpty()) {
      add(new AskedEnd(end.name(), end, null));
    }
  }

  /// The ports on which something listens for others, TCP first.
  private static List<ExposedPort> listening(Netns namespace) {
    SortedSet<Integer> tcp = new TreeSet<>();
    for (TcpSocketInfo socket : namespace.tcp().sockets()) {
      if (socket.state() == TcpState.LISTEN && isForOthers(socket.local())) {
        tcp.add(socket.local().port());
      }
    }
    SortedSet<Integer> udp = new TreeSet<>();
    for (UdpSocket socket : namespace.udp().sockets()) {
      if (socket.remote() == null && isForOthers(socket.local())) {
        udp.add(socket.local().port());
      }
    }
    List<ExposedPort> ports = new ArrayList<>();
    tcp.forEach(port -> ports.add(new ExposedPort(port, Protocol.TCP)));
    udp.forEach(port -> ports.add(new ExposedPort(port, Protocol.UDP)));
    return ports;
  }

  private static boolean isForOthers(SocketAddress local) {
    return !local.address().isLoopback();
  }

  // ---- machines --------------------------------------------------------------------------

  private void published(Container container, String machine) {
    container
        .ports()
        .values()
        .forEach(bindings ->
            bindings.stream()
                .filter(binding -> !binding.isRouted())
                .forEach(binding -> published(binding, machine)));
    if (container.mode().is(NetworkMode.Kind.HOST)) {
      for (ContainerPort port : container.exposedPorts()) {
        machine(machine, exposed(port.port(), port));
      }
    }
  }

  private void published(PortBinding binding, String machine) {
    ExposedPort port = exposed(binding.hostPort(), binding.container());
    IpAddress on = binding.hostIp();
    if (on.isAny()) {
      machine(machine, port);
      return;
    }
    String name = machine + " " + (on.isV6() ? "[" + on + "]" : on) + ":" + port;
    FlowEnd address = new FlowEnd.Address(on);
    FlowEnd others = on.isLoopback() ? new FlowEnd.Machine(machine) : address;
    add(new AskedEnd(name, others, address, port));
  }

  private static ExposedPort exposed(int number, ContainerPort of) {
    return new ExposedPort(number, Protocol.valueOf(of.protocol().name()));
  }

  private void machine(String machine, ExposedPort port) {
    add(new AskedEnd(machine + ":" + port, new FlowEnd.Machine(machine), port));
  }

  /// Every node of a swarm has the ports of services that are published on the routing mesh.
  private void meshed(Box box) {
    SwarmNode node = box.swarm();
    Swarm swarm = node == null ? null : node.swarm();
    for (Service service : swarm == null ? List.<Service>of() : swarm.services()) {
      for (ServiceSpec.Port port : service.spec().ports()) {
        if (!port.isHost()) {
          machine(box.name(), exposed(port.published(), port.target()));
        }
      }
    }
  }

  private void served(String machine) {
    var planned = plan.machine(machine);
    for (Serve serve : planned == null ? List.<Serve>of() : planned.serve()) {
      switch (serve) {
        case Serve.Http http -> machine(machine, new ExposedPort(http.port(), Protocol.TCP));
        case Serve.Listen listen ->
            machine(machine, new ExposedPort(listen.port(), listen.protocol()));
        case Serve.Dns dns -> machine(machine, new ExposedPort(dns.port(), Protocol.UDP));
        case Serve.Dhcp dhcp -> {} // asked by broadcasts
        case Serve.Advertise advertise -> {} // not asked for
      }
    }
  }
}
