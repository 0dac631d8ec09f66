package dev.drydock.scenarios.graph;

import dev.drydock.scenarios.graph.Drawing.Bar;
import dev.drydock.scenarios.graph.Drawing.Box;
import dev.drydock.scenarios.graph.Drawing.Joint;
import dev.drydock.scenarios.graph.Drawing.Kind;
import dev.drydock.scenarios.graph.Topology.Device;
import dev.drydock.scenarios.graph.Topology.Guest;
import dev.drydock.scenarios.graph.Topology.Host;
import dev.drydock.scenarios.graph.Topology.Net;
import dev.drydock.scenarios.graph.Topology.Space;
import dev.drydock.scenarios.graph.Topology.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds what is to be drawn: who shares which bridge or parent, and where that leads.
final class DrawingMaker {
  private static final String BRIDGE = "bridge";

  private final Topology topology;
  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final Set<String> lowers = new LinkedHashSet<>();

  DrawingMaker(Topology topology) {
    this.topology = topology;
    for (Host machine : topology.machines()) {
      for (Space space : machine.namespaces()) {
        for (Device device : space.devices()) {
          devices.put(device.path(), device);
          lowers.add(device.ties().lower());
        }
      }
    }
  }

  Drawing make() {
    List<Bar> links = new ArrayList<>();
    for (Wire wire : topology.links()) {
      String what = wire.ends() > 2 ? "switch" : "cable";
      String detail = wire.quality().isEmpty() ? what : what + ", " + wire.quality();
      links.add(
          new Bar(linkId(wire.name()), Kind.LINK, wire.name(), detail, wire.name(), List.of()));
    }
    return new Drawing(
        topology.scenario() + " (engine " + topology.engine() + ")",
        links,
        topology.machines().stream().map(this::machine).toList());
  }

  private static String linkId(String name) {
    return "link " + name;
  }

  // ---- machines --------------------------------------------------------------------------

  private Drawing.Machine machine(Host machine) {
    List<Device> own = machine.namespaces().getFirst().devices();
    List<Joint> cards = new ArrayList<>();
    List<String> details = new ArrayList<>();
    if (machine.isInternet()) {
      details.add("any public address and name");
    }
    for (Device device : own) {
      String link = device.ties().link();
      if (!link.isEmpty()) {
        cards.add(joint(device, linkId(link)));
      } else if (isOwnDevice(device)) {
        details.add(inWords(device));
      }
    }
    machine.mesh().forEach(port -> details.add("mesh " + port));
    Map<String, Bar> bars = new LinkedHashMap<>();
    bridges(machine, bars);
    List<Box> boxes = boxes(machine, bars);
    return new Drawing.Machine(
        "machine " + machine.name(),
        machine.name(),
        details,
        cards,
        bars.values().stream().filter(bar -> isUsed(bar, boxes, machine)).toList(),
        boxes);
  }

  /// A device of the machine that is neither a card, nor a bridge, nor one end of a container's.
  private boolean isOwnDevice(Device device) {
    return !device.kind().equals(BRIDGE)
        && !(lowers.contains(device.path()) && device.addresses().isEmpty())
        && device.ties().master().isEmpty()
        && (!device.addresses().isEmpty() || device.ties().peer().isEmpty());
  }

  private static String inWords(Device device) {
    String kind = device.kind().isEmpty() ? "" : " " + device.kind();
    String lower = device.ties().lower();
    String on = lower.isEmpty() ? "" : " on " + lower.substring(lower.lastIndexOf('/') + 1);
    return device.name() + kind + on + plain(device.addresses(), " ");
  }

  /// Docker's own networks are not drawn while nobody is on them; other bridges are.
  private static boolean isUsed(Bar bar, List<Box> boxes, Host machine) {
    boolean isDockers =
        machine.networks().stream().anyMatch(network -> network.name().equals(bar.network()));
    return !isDockers
        || !bar.uplinks().isEmpty()
        || boxes.stream()
            .flatMap(box -> box.joints().stream())
            .anyMatch(joint -> joint.to().equals(bar.id()));
  }

  // ---- bars ------------------------------------------------------------------------------

  private void bridges(Host machine, Map<String, Bar> bars) {
    for (Space space : machine.namespaces()) {
      for (Device device : space.devices()) {
        if (device.kind().equals(BRIDGE)) {
          bars.put(device.path(), bridge(device, space, machine));
        }
      }
    }
  }

  private Bar bridge(Device bridge, Space space, Host machine) {
    List<Joint> uplinks = new ArrayList<>();
    for (Device port : space.devices()) {
      if (!port.ties().master().equals(bridge.path())) {
        continue;
      }
      if (port.kind().equals("vxlan")) {
        card(port, machine)
            .ifPresent(card -> uplinks.add(new Joint(port.path(), "VXLAN", List.of(), card)));
      } else if (port.ties().peer().isEmpty()) {
        uplinks.addAll(uplinks(port));
      }
    }
    String network = bridge.ties().network();
    boolean isOverlay = !space.overlay().isEmpty();
    List<String> words = new ArrayList<>();
    if (isOverlay) {
      words.add("overlay");
    } else if (!network.isEmpty() && !network.equals(bridge.name())) {
      words.add(bridge.name());
    }
    net(machine, network).ifPresent(net -> words.addAll(inWords(net, isOverlay)));
    if (words.size() < 2 && !bridge.addresses().isEmpty()) {
      words.add(String.join(" ", bridge.addresses()));
    }
    return new Bar(
        bridge.path(),
        isOverlay ? Kind.OVERLAY : Kind.BRIDGE,
        network.isEmpty() ? bridge.name() : network,
        String.join(", ", words),
        network.isEmpty() ? bridge.path() : network,
        uplinks);
  }

  /// The card by which a tunnel leaves; where routes choose it, the first with an address.
  private Optional<String> card(Device tunnel, Host machine) {
    Device underlay = devices.get(tunnel.ties().underlay());
    if (underlay != null) {
      return Optional.of(bottom(underlay).path());
    }
    return machine.namespaces().getFirst().devices().stream()
        .filter(device -> !device.ties().link().isEmpty() && !device.addresses().isEmpty())
        .map(Device::path)
        .findFirst();
  }

  private static Optional<Net> net(Host machine, String network) {
    return machine.networks().stream().filter(net -> net.name().equals(network)).findFirst();
  }

  private static List<String> inWords(Net net, boolean isOverlay) {
    List<String> words = new ArrayList<>();
    if (!net.subnets().isEmpty()) {
      words.add(String.join(" ", net.subnets()));
    }
    if (net.isInternal()) {
      words.add("internal");
    } else if (!net.gateways().isEmpty() && !isOverlay) {
      words.add("gateway " + String.join(" ", net.gateways()));
    }
    return words;
  }

  /// The lowest device under one; the device itself where it stands on none.
  private Device bottom(Device device) {
    Device at = device;
    for (Device below = lower(at); below != null; below = lower(at)) {
      at = below;
    }
    return at;
  }

  private @Nullable Device lower(Device device) {
    return devices.get(device.ties().lower());
  }

  // ---- boxes -----------------------------------------------------------------------------

  private List<Box> boxes(Host machine, Map<String, Bar> bars) {
    Replicas boxes = new Replicas();
    Map<String, List<Guest>> sharing = new LinkedHashMap<>();
    for (Guest guest : machine.containers()) {
      String key = guest.namespace().isEmpty() ? " " + guest.name() : guest.namespace();
      sharing.computeIfAbsent(key, k -> new ArrayList<>()).add(guest);
    }
    for (Space space : machine.namespaces()) {
      if (!space.name().isEmpty() && space.overlay().isEmpty()) {
        List<Guest> guests = sharing.remove(space.name());
        boxes.add(
            guests == null ? "" : guests.getFirst().service(),
            box(machine, space, guests == null ? List.of() : guests, bars));
      }
    }
    for (List<Guest> rest : sharing.values()) {
      Guest guest = rest.getFirst();
      String id = "container " + machine.name() + " " + guest.name();
      List<String> details = new ArrayList<>();
      boolean isUp = guest.state().equals("running");
      details.add(isUp ? "in the machine's namespace" : guest.state());
      details.addAll(details(guest));
      boxes.add("", new Box(id, guest.name(), details, isUp, List.of()));
    }
    return boxes.boxes();
  }

  private Box box(Host machine, Space space, List<Guest> guests, Map<String, Bar> bars) {
    List<Joint> joints = new ArrayList<>();
    for (Device device : space.devices()) {
      if (!device.kind().equals(BRIDGE)) {
        joints.add(joint(device, shared(device, machine, bars)));
      }
    }
    List<String> details = new ArrayList<>();
    guests.forEach(guest -> details.addAll(details(guest)));
    String title =
        guests.isEmpty()
            ? space.name()
            : String.join(" + ", guests.stream().map(Guest::name).toList());
    boolean isRunning = guests.isEmpty() || guests.getFirst().state().equals("running");
    if (!isRunning) {
      details.addFirst(guests.getFirst().state());
    }
    return new Box(
        "namespace " + machine.name() + " " + space.name(), title, details, isRunning, joints);
  }

  private static List<String> details(Guest guest) {
    List<String> details = new ArrayList<>();
    details.add(guest.image());
    details.addAll(guest.ports());
    return details;
  }

  /// The bar that a device of a container is on; empty for none. That of a parent is made when the
  /// first asks for it.
  private String shared(Device device, Host machine, Map<String, Bar> bars) {
    Device peer = devices.get(device.ties().peer());
    if (peer != null) {
      return peer.ties().master();
    }
    Device parent = lower(device);
    if (parent == null) {
      return "";
    }
    String network = device.ties().network();
    String id = parent.path() + (network.isEmpty() ? "" : " " + network);
    if (!bars.containsKey(id)) {
      List<String> words = new ArrayList<>(List.of(device.kind() + " on " + parent.name()));
      net(machine, network).ifPresent(net -> words.addAll(inWords(net, false)));
      bars.put(
          id,
          new Bar(
              id,
              Kind.PARENT,
              network.isEmpty() ? parent.name() : network,
              String.join(", ", words),
              network.isEmpty() ? id : network,
              uplinks(parent)));
    }
    return id;
  }

  /// How a device leads to a card; a dummy leads to none.
  private List<Joint> uplinks(Device parent) {
    Device bottom = bottom(parent);
    if (bottom.ties().link().isEmpty()) {
      return List.of();
    }
    boolean isCard = bottom == parent;
    return List.of(new Joint(parent.path(), isCard ? "" : parent.name(), List.of(), bottom.path()));
  }

  private static Joint joint(Device device, String to) {
    List<String> addresses =
        device.addresses().stream().map(cidr -> cidr.substring(0, cidr.indexOf('/'))).toList();
    return new Joint(device.path(), device.name(), addresses, to);
  }

  private static String plain(List<String> addresses, String before) {
    return addresses.isEmpty() ? "" : before + String.join(" ", addresses);
  }
}
