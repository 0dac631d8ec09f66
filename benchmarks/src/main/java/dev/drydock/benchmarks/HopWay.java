package dev.drydock.benchmarks;

import java.util.List;

/// The ways a frame can take from one container to another: a row each in the table of hop costs.
enum HopWay {
  HOST("host", "host", "both in the host's own namespace, over lo", List.of()),
  MACVLAN(
      "macvlan",
      "macvlan",
      "siblings in mode bridge on eth0",
      List.of("docker network create -d macvlan --subnet 10.7.0.0/24 -o parent=eth0 net")),
  IPVLAN_L2(
      "ipvlan-l2",
      "ipvlan l2",
      "siblings on eth0",
      List.of("docker network create -d ipvlan --subnet 10.7.0.0/24 -o parent=eth0 net")),
  IPVLAN_L3(
      "ipvlan-l3",
      "ipvlan l3",
      "siblings on eth0",
      List.of(
          "docker network create -d ipvlan --subnet 10.7.0.0/24 -o parent=eth0"
              + " -o ipvlan_mode=l3 net")),
  IPVLAN_L3S(
      "ipvlan-l3s",
      "ipvlan l3s",
      "siblings on eth0",
      List.of(
          "docker network create -d ipvlan --subnet 10.7.0.0/24 -o parent=eth0"
              + " -o ipvlan_mode=l3s net")),
  BRIDGE_BARE(
      "bridge-bare",
      "bridge, no firewall",
      "two veth pairs, bridge-nf-call-iptables=0",
      List.of(
          "docker network create --subnet 10.7.0.0/24 net",
          "sysctl -w net.bridge.bridge-nf-call-iptables=0")),
  BRIDGE(
      "bridge",
      "bridge, firewall",
      "two veth pairs, bridge-nf-call-iptables=1",
      List.of(
          "docker network create --subnet 10.7.0.0/24 net",
          "sysctl -w net.bridge.bridge-nf-call-iptables=1")),
  LAN("lan", "two hosts, host", "a cable between the hosts", List.of()),
  OVERLAY(
      "overlay",
      "two hosts, overlay",
      "VXLAN over that cable",
      List.of(
          "docker swarm init --advertise-addr 192.168.1.41",
          "other$ docker swarm join --token"
              + " $(ssh host docker swarm join-token -q worker) 192.168.1.41:2377",
          "docker network create -d overlay --attachable net"));

  private final String key;
  private final String title;
  private final String what;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
  private final List<String> setUp;

  HopWay(String key, String title, String what, List<String> setUp) {
    this.key = key;
    this.title = title;
    this.what = what;
    this.setUp = List.copyOf(setUp);
  }

  /// The way with this parameter.
  static HopWay of(String key) {
    for (HopWay way : values()) {
      if (way.key.equals(key)) {
        return way;
      }
    }
    throw new IllegalArgumentException(key);
  }

  /// The value of the benchmark's parameter.
  String key() {
    return key;
  }

  /// What the table calls it.
  String title() {
    return title;
  }

  /// What lies between the two.
  String what() {
    return what;
  }

  /// The commands that make the network, on the host unless they say where.
  List<String> setUp() {
    return setUp;
  }

  /// Whether the two are in the machines' own namespaces.
  boolean isHost() {
    return this == HOST || this == LAN;
  }

  /// Whether the second is on another machine.
  boolean crossesMachines() {
    return this == LAN || this == OVERLAY;
  }
}
