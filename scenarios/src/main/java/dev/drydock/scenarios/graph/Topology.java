package dev.drydock.scenarios.graph;

import dev.drydock.scenarios.lab.Lab;
import java.util.List;

/// What a running lab is made of at one moment, device by device. A value: it stays as it is when
/// the lab goes on.
///
/// @param scenario the project's name
/// @param engine its engine version
/// @param links in the order of the file
/// @param machines in the order of the file
public record Topology(String scenario, String engine, List<Wire> links, List<Host> machines) {
  /// Copies the lists.
  public Topology {
    links = List.copyOf(links);
    machines = List.copyOf(machines);
  }

  /// The one of a lab as it is now.
  public static Topology of(Lab lab) {
    return new TopologyReader(lab).read();
  }

  /// A cable or a switch between machines.
  ///
  /// @param quality `1gbit, 20us`; empty for one without limits
  /// @param ends how many cards are on it
  public record Wire(String name, String quality, int ends) {}

  /// A machine with its own kernel.
  ///
  /// @param isInternet whether it stands for all of the internet
  /// @param hasDocker whether an engine is installed
  /// @param namespaces its own first, then those that were made
  /// @param networks those of its engine, in the order of `docker network ls`
  /// @param containers in the order of their making
  /// @param mesh ports of services on the routing mesh of its swarm: `8080->web:80/tcp`
  public record Host(
      String name,
      boolean isInternet,
      boolean hasDocker,
      List<Space> namespaces,
      List<Net> networks,
      List<Guest> containers,
      List<String> mesh) {
    /// Copies the lists.
    public Host {
      namespaces = List.copyOf(namespaces);
      networks = List.copyOf(networks);
      containers = List.copyOf(containers);
      mesh = List.copyOf(mesh);
    }
  }

  /// A network namespace.
  ///
  /// @param name empty for the machine's own
  /// @param overlay the overlay network that it hides; empty for others
  /// @param devices without loopback, in the order of their numbers
  public record Space(String name, String overlay, List<Device> devices) {
    /// Copies the list.
    public Space {
      devices = List.copyOf(devices);
    }
  }

  /// A network device.
  ///
  /// @param path its name in captures: `host/one:eth0`
  /// @param kind the word of `ip -d link`; empty for a card
  /// @param addresses with their lengths, without link-local ones
  /// @param ties what it is plugged into
  public record Device(
      String path,
      String name,
      String kind,
      String mac,
      int mtuBytes,
      boolean isUp,
      List<String> addresses,
      Ties ties) {
    /// Copies the list.
    public Device {
      addresses = List.copyOf(addresses);
    }
  }

  /// What a device is plugged into; each empty for nothing.
  ///
  /// @param network Docker's network whose bridge, tunnel or interface it is
  /// @param master path of the bridge whose port it is
  /// @param lower path of the device that it stands on
  /// @param peer path of the other end of a veth pair
  /// @param link the name of the link a card is on
  /// @param underlay path of the device by which what a tunnel sends leaves
  public record Ties(
      String network, String master, String lower, String peer, String link, String underlay) {}

  /// One of Docker's networks on a machine.
  ///
  /// @param subnets `172.17.0.0/16`
  /// @param gateways one for each subnet that has one
  public record Net(
      String name, String driver, boolean isInternal, List<String> subnets, List<String> gateways) {
    /// Copies the lists.
    public Net {
      subnets = List.copyOf(subnets);
      gateways = List.copyOf(gateways);
    }
  }

  /// A container.
  ///
  /// @param service the service of the file that it comes from; empty for others
  /// @param state the word of `docker inspect`
  /// @param mode `bridge`, `host`, `none`, `container:NAME`, or the name of a network
  /// @param namespace the name of its namespace; empty for the machine's own, or when it has none
  /// @param ports those that it publishes: `8080->80/tcp`
  public record Guest(
      String name,
      String service,
      String image,
      String state,
      String mode,
      String namespace,
      List<String> ports) {
    /// Copies the list.
    public Guest {
      ports = List.copyOf(ports);
    }
  }
}
