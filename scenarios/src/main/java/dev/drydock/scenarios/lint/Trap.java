package dev.drydock.scenarios.lint;

/// What people fall into. Nearly each has a lab, which shows it happen.
public enum Trap {
  /// for-linux#123, for-win#58, moby#50011.
  POOL_OVERLAP(
      "pool-overlap",
      "a subnet is also that of the LAN or of another machine",
      "subnet-shadows-lan"),
  /// moby#49398, moby#20178.
  MTU_ABOVE_UNDERLAY(
      "mtu-above-underlay",
      "containers send larger packets than the network below takes",
      "tls-hangs"),
  /// compose#8308, for-mac#3143.
  PORTS_WITHOUT_EFFECT(
      "ports-without-effect", "ports are published where nothing can be", "ports-discarded"),
  /// moby#36174.
  INTERNAL_PORTS(
      "internal-ports", "ports are published on internal networks only", "internal-published"),
  /// compose-spec `aliases`, classicswarm#2967.
  SHARED_ALIAS(
      "shared-alias", "a name means several services, and any of them may answer", "shared-alias"),
  /// moby `libnetwork/ipams/defaultipam`: who comes first has the lowest free address.
  STATIC_ADDRESS("static-address", "a fixed address is among those that are given to others", ""),
  /// moby#22054, OWASP Docker Security Cheat Sheet rule 5a.
  DATABASE_PUBLISHED(
      "database-published",
      "a database is open to everybody, past the host's firewall",
      "ufw-bypass"),
  /// moby#41872, moby#45610.
  LOOPBACK_PUBLISHED(
      "loopback-published",
      "before Docker 28 neighbours on the LAN reach ports of 127.0.0.1",
      "loopback-publish"),
  /// moby#20179, libnetwork#784.
  GATEWAY_AMBIGUITY(
      "gateway-ambiguity", "which network leads outside is decided by its name", "default-gateway"),
  /// libnetwork#1915, moby#21735.
  MACVLAN_WITHOUT_HOST(
      "macvlan-without-host",
      "containers on macvlan and their host do not reach each other",
      "macvlan"),
  /// compose#6626, compose#10263.
  SHARED_NAMESPACE(
      "shared-namespace", "a service loses its network when another one restarts", "vpn-restart"),
  /// compose#5991, moby#46329.
  NO_NAMES("no-names", "the default bridge knows no names of containers", "default-bridge-names");

  private final String id;
  private final String summary;
  private final String lab;

  Trap(String id, String summary, String lab) {
    this.id = id;
    this.summary = summary;
    this.lab = lab;
  }

  /// What it is called: `pool-overlap`.
  public String id() {
    return id;
  }

  /// What it is, in a line.
  public String summary() {
    return summary;
  }

  /// The lab that shows it; empty for none.
  public String lab() {
    return lab;
  }
}
