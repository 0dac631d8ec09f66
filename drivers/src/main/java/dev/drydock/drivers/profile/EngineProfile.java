package dev.drydock.drivers.profile;

import dev.drydock.drivers.dns.Forwarding;
import dev.drydock.drivers.files.ResolvConfStyle;
import java.util.ArrayList;
import java.util.List;

/// What one engine version does in its own way; everything else is the same in all. Chosen once,
/// when an engine is made.
///
/// @param generation where the version belongs
/// @param number the full version
/// @param links MAC addresses, names and other things of interfaces
/// @param addressing how subnets, addresses and gateways are given out
/// @param ports how ports are published
/// @param kernel what is set in the kernel
/// @param files what stands in a container's files
/// @param inspect which fields `docker inspect` and other views show
/// @param texts words that changed
public record EngineProfile(
    Generation generation,
    EngineVersion number,
    Links links,
    Addressing addressing,
    Ports ports,
    Kernel kernel,
    Files files,
    InspectStyle inspect,
    Texts texts) {

  /// Interfaces.
  ///
  /// @param containerMac MAC of a container's interface
  /// @param bridgeMac MAC of a bridge device
  /// @param naming the number of a container's interface
  /// @param advertising ARP of a new interface
  /// @param peerInContainer the veth peer is made inside the container's namespace, and takes its
  ///   index there
  public record Links(
      MacPolicy containerMac,
      MacPolicy bridgeMac,
      InterfaceNaming naming,
      Advertising advertising,
      boolean peerInContainer) {}

  /// Subnets, addresses, gateways.
  ///
  /// @param subnets which default pool a network gets
  /// @param fixedNeedsSubnet `--ip` is refused where the subnet was chosen by the engine
  /// @param internalHasGateway containers on an internal network have a default route all the same
  /// @param aliasesHoldNames the short id and host name are kept among the aliases; newer engines
  ///   keep them as DNS names of their own
  /// @param electsDefaultSubnet the subnet of docker0 is chosen before IPAM is asked, and shown as
  ///   if the user had asked for it
  /// @param defaultEndpointIsSent the command line passes `--ip` and the like on even when no
  ///   `--network` is given
  /// @param ownIpv6Pool networks get IPv6 subnets from a prefix of the daemon's own (RFC 4193)
  /// @param checksPools all that is wrong with subnets asked for is told at once; 20.10 tells the
  ///   first, and refuses only what is no prefix
  /// @param gatewayIsInside an IPv4 gateway is neither the first nor the last address of its
  ///   subnet, however few there are
  public record Addressing(
      SubnetChoice subnets,
      boolean fixedNeedsSubnet,
      boolean internalHasGateway,
      boolean aliasesHoldNames,
      boolean electsDefaultSubnet,
      boolean defaultEndpointIsSent,
      boolean ownIpv6Pool,
      boolean checksPools,
      boolean gatewayIsInside) {}

  /// Published ports.
  ///
  /// @param exactFirst exact host ports come before ranges; older engines take the largest first
  /// @param samePortForBothFamilies a port the engine chooses is the same for IPv4 and IPv6
  /// @param forgotten which tracked flows end with them
  /// @param mesh the rules of those that a swarm publishes
  public record Ports(
      boolean exactFirst,
      boolean samePortForBothFamilies,
      FlowsForgotten forgotten,
      MeshStyle mesh) {}

  /// Settings of the kernel.
  ///
  /// @param ip6tables rules for IPv6 unless switched off
  /// @param ip6tablesIsExperimental rules for IPv6 only for a daemon with `experimental`
  /// @param alwaysFiltersBridges br_netfilter is loaded at start; engines from 27.3 on load it only
  ///   to restrict containers among themselves or when docker-proxy is off
  /// @param wholeNamespaceIpv6 IPv6 is off in all of a container, `lo` included; newer engines
  ///   switch it off on each interface
  /// @param secondLinkLocal the bridge of an IPv6 network is also `fe80::1`
  public record Kernel(
      boolean ip6tables,
      boolean ip6tablesIsExperimental,
      boolean alwaysFiltersBridges,
      boolean wholeNamespaceIpv6,
      boolean secondLinkLocal) {}

  /// A container's files.
  ///
  /// @param resolvConf how `/etc/resolv.conf` is written
  /// @param hostsZero what ends two prefixes in `/etc/hosts`: `fe00::0` or `fe00::`
  /// @param forwarding what the engine's resolver makes of name servers that do not help
  public record Files(ResolvConfStyle resolvConf, String hostsZero, Forwarding forwarding) {
    /// Whether leaving a network takes lines from `/etc/hosts` by name, not by address: up to 27.5.
    public boolean forgetsHostsByName() {
      return !hostsZero.isEmpty();
    }
  }

  private static final Links LINKS_TO_27 =
      new Links(
          MacPolicy.FROM_IPV4,
          MacPolicy.FROM_IPV4,
          InterfaceNaming.COUNTING,
          Advertising.NONE,
          false);

  private static final Links LINKS_FROM_28 =
      new Links(
          MacPolicy.RANDOM, MacPolicy.RANDOM, InterfaceNaming.LOWEST_FREE, Advertising.THREE, true);

  private static final List<String> LOG_DRIVERS =
      List.of(
          "awslogs",
          "fluentd",
          "gcplogs",
          "gelf",
          "journald",
          "json-file",
          "local",
          "logentries",
          "splunk",
          "syslog");

  /// The profile of a version such as `27`, `28.2` or `28.5.2`.
  ///
  /// @throws IllegalArgumentException if that is no version, or one older than 20.10
  public static EngineProfile of(String version) {
    Generation generation = Generation.of(version);
    if (generation == null) {
      throw new IllegalArgumentException("not an engine version from 20.10 on: " + version);
    }
    EngineVersion full = EngineVersion.of(generation.fullVersion(version));
    return switch (generation) {
      case V20_10 -> oldest(full);
      case V25, V26 -> twentyFive(generation, full);
      case V27 -> twentySeven(full);
      case V28_0 -> twentyEight(generation, full, Texts.V28_0);
      case V28_2, V28_3 -> twentyEight(generation, full, Texts.V28);
      case V29 -> twentyNine(full);
    };
  }

  /// The full version, as the engine says it: `28.5.2`, `20.10.24+dfsg1`.
  public String version() {
    return number.text();
  }

  /// Whether it is older than a version.
  public boolean isBefore(int major, int minor) {
    return number.isBefore(major, minor);
  }

  /// The command line that comes with it.
  public ClientProfile client() {
    return new ClientProfile(generation, number);
  }

  /// What the drivers macvlan and ipvlan do.
  public SlaveRules slaves() {
    return SlaveRules.of(number);
  }

  /// Whether the subnet of docker0 is chosen before IPAM is asked.
  public boolean electsSubnet() {
    return addressing.electsDefaultSubnet;
  }

  /// Whether default subnets keep clear of every route of the machine; from 23.0 on only of those
  /// on its links.
  public boolean avoidsEveryRoute() {
    return isBefore(23, 0);
  }

  /// Whether the first network with gateways for both families has both default routes, whatever
  /// network has a higher priority: from 28.0 to 29.4.0 (`selectGatewayEndpoint`).
  public boolean prefersDualStack() {
    return !isBefore(28, 0) && number.isBefore(29, 4, 1);
  }

  /// Whether an engine that starts takes what it chose for its networks before for given by the
  /// user: up to 28.5 (libnetwork `reservePools`).
  public boolean takesStoredSubnetsForGiven() {
    return generation.compareTo(Generation.V29) < 0;
  }

  /// Whether no gateway address is set aside on a bridge where nobody would use it: from 28.0 on
  /// (compared with 28.5.2).
  public boolean skipsUnusedGateway() {
    return generation.compareTo(Generation.V28_0) >= 0;
  }

  /// Whether links are looked at before the networks of a container: from 28.0 on, where those are
  /// joined when its process is there (compared with 28.5.2).
  public boolean asksLinksFirst() {
    return generation.compareTo(Generation.V28_0) >= 0;
  }

  /// Whether a worker refuses an overlay network before it looks further: from 24 on.
  public boolean refusesOverlaysAtOnce() {
    return !isBefore(24, 0);
  }

  /// Whether a daemon that looks for an image asks for `docker.io` before `registry-1.docker.io`:
  /// up to 27.
  public boolean asksForNameOfHub() {
    return generation.compareTo(Generation.V28_0) < 0;
  }

  /// Whether a container that does not run is told of when it leaves a network: up to 27.5.
  public boolean tellsOfStoppedMembers() {
    return generation.compareTo(Generation.V28_0) < 0;
  }

  /// Whether the engine adds a route to the subnet of an IPv6 bridge, which succeeds where the
  /// bridge is up before: up to 27.5 (`setup_ipv6_linux.go`, compared with 20.10.24 and 28.5.2).
  public boolean addsIpv6SubnetRoute() {
    return generation.compareTo(Generation.V28_0) < 0;
  }

  /// Its API version.
  public String api() {
    return generation.api();
  }

  /// The oldest API version that the engine talks to (moby `daemon/config`).
  public String minimumApi() {
    return switch (generation) {
      case V20_10 -> "1.12";
      case V25, V26, V27, V28_0, V28_2, V28_3 -> "1.24";
      case V29 -> "1.44";
    };
  }

  /// Whether `docker run` says that it waits no longer for a container that was not started: up to
  /// 26.0 (docker/cli `waitExitOrRemoved`).
  public boolean tellsCanceledWait() {
    return isBefore(26, 1);
  }

  /// Whether it is told for which container a signal is unknown: from 27 on; the oldest reads the
  /// signal before it looks for the container (moby `postContainersKill`).
  public boolean tellsWhoIsNotKilled() {
    return generation != Generation.V20_10;
  }

  /// Whether what is asked of a network is checked when a container is made, and all that is wrong
  /// told; the oldest looks when it starts, and tells the first.
  public boolean checksEndpointsAtCreation() {
    return generation != Generation.V20_10;
  }

  /// Whether the refusal of a restart policy says what is wrong with it; that of the oldest is
  /// terse (moby `ValidateRestartPolicy`).
  public boolean explainsRestartPolicies() {
    return generation != Generation.V20_10;
  }

  /// Whether a MAC address belongs to a container, which cannot have one on the host's network;
  /// from 25 on it belongs to an endpoint, and goes nowhere there.
  public boolean macsAreOfContainers() {
    return generation == Generation.V20_10;
  }

  /// Whether `fixed-cidr-v6` is the range of docker0's IPv6 subnet as well: from 28 on
  /// (`getDefaultBridgeIPAMConf`).
  public boolean rangesFixedCidrV6() {
    return !isBefore(28, 0);
  }

  /// Whether the way out of IPv6 decides too where ports are published; up to 27 that of IPv4 does
  /// alone.
  public boolean publishesByBothGateways() {
    return !isBefore(28, 0);
  }

  /// Whether interfaces get their names when all networks of a container are joined: up to 27
  /// (libnetwork `SetKey`; seen with 20.10.24 and 26.1.5, not with 28.5.2).
  public boolean namesInterfacesAtStart() {
    return isBefore(28, 0);
  }

  /// Whether an endpoint gets an IPv6 address only where IPv6 is on in its container: from 28 on.
  public boolean givesIpv6OnlyWhereItIsOn() {
    return !isBefore(28, 0);
  }

  /// Whether connections may wait at a port that is held without docker-proxy: up to 27, as with
  /// any listener of Go's.
  public boolean heldPortsQueue() {
    return isBefore(28, 0);
  }

  /// Whether bridge networks have gateway modes: from 27 on. Others do not read such options.
  public boolean hasGatewayModes() {
    return !isBefore(27, 0);
  }

  /// Whether the IPv6 address of a bridge is its own at once, so that nobody is asked whether he
  /// has it: from 28 on.
  public boolean takesIpv6GatewayAtOnce() {
    return !isBefore(28, 0);
  }

  /// Whether the kernel's link-local address goes from a bridge that was there before: 25 and 26.
  /// Before, nothing is removed, and later not what the kernel gave (`programIPv6Addresses`).
  public boolean replacesLinkLocal() {
    return generation == Generation.V25 || generation == Generation.V26;
  }

  /// The filter of system calls that containers have, as `docker info` names it.
  public String seccompProfile() {
    return generation == Generation.V20_10 ? "default" : "builtin";
  }

  /// Where images and containers are stored: with containerd from 29 on.
  public String storageDriver() {
    return generation == Generation.V29 ? "overlayfs" : "overlay2";
  }

  /// Whether images, those of containerd, know their platform: from 29 on.
  public boolean knowsPlatforms() {
    return generation == Generation.V29;
  }

  /// Whether it looks which networks have containers before it lists those that dangle. Engines up
  /// to 28 ask first, so that every network of a user's is unused to them (`daemon/network.go`,
  /// `GetNetworks`; seen with 28.5.2).
  public boolean looksWhichNetworksDangle() {
    return generation == Generation.V29;
  }

  /// Whether volumes with a name are pruned without being asked for: before 23.0.
  public boolean prunesNamedVolumes() {
    return isBefore(23, 0);
  }

  /// Whether the refusal of a filter's value tells which there are: from 28.2 on.
  public boolean tellsFilterValues() {
    return generation.compareTo(Generation.V28_2) >= 0;
  }

  /// Whether the refusal of a filter names the filter: not with the oldest.
  public boolean namesWrongFilters() {
    return generation != Generation.V20_10;
  }

  /// Whether `docker network inspect` shows that a subnet has no range: 29.0 and 29.1, by mistake.
  public boolean showsEmptyRange() {
    return !isBefore(29, 0) && isBefore(29, 2);
  }

  /// Whether an option of a network may switch IPv6 on: from 27.0.
  public boolean hasIpv6Option() {
    return !isBefore(27, 0);
  }

  /// Whether an option of a network may switch IPv4 off: from 28.0.
  public boolean hasIpv4Option() {
    return !isBefore(28, 0);
  }

  /// Whether such an option is forgotten beside the switch of the same meaning: from 28.2.
  public boolean forgetsIpOptions() {
    return !isBefore(28, 2);
  }

  /// Whether `--security-opt writable-cgroups` is known: from 28.0.
  public boolean hasWritableCgroups() {
    return !isBefore(28, 0);
  }

  /// Whether a container gets its interfaces after its namespace is set up, by the engine and not
  /// by a hook of runc: from 28.0.
  public boolean addsInterfacesLast() {
    return !isBefore(28, 0);
  }

  /// Whether a container may be created on several networks at once: from 25.0, API 1.44.
  public boolean createsOnSeveralNetworks() {
    return !isBefore(25, 0);
  }

  /// Whether a health check comes sooner while a container starts (`start_interval`): from 25.0.
  public boolean asksSoonerAtStart() {
    return !isBefore(25, 0);
  }

  /// The drivers for what containers print, of which `logentries` went with 25.0.
  public List<String> logDrivers() {
    List<String> names = new ArrayList<>(LOG_DRIVERS);
    if (asksSoonerAtStart()) {
      names.remove("logentries");
    }
    return names;
  }

  private static EngineProfile oldest(EngineVersion full) {
    return new EngineProfile(
        Generation.V20_10,
        full,
        LINKS_TO_27,
        new Addressing(SubnetChoice.ROTATING, true, true, true, true, false, false, false, true),
        new Ports(
            false,
            false,
            full.isBefore(23, 0) ? FlowsForgotten.BY_ADDRESS : FlowsForgotten.BY_HOST_PORT,
            MeshStyle.IN_FORWARD),
        new Kernel(false, true, true, true, true),
        new Files(ResolvConfStyle.PLAIN, "0", Forwarding.SILENT),
        InspectStyle.V20_10,
        Texts.V20_10);
  }

  /// Before 26 every question is passed on; 26.0.0 asks for a gateway, its successors for a way
  /// out.
  private static Forwarding forwarding(EngineVersion full) {
    if (full.isBefore(26, 0)) {
      return Forwarding.SILENT;
    }
    return full.isBefore(26, 0, 1) ? Forwarding.BY_GATEWAY : Forwarding.REPORTING;
  }

  /// Words and fields are those of 27 already, rules and addresses those of 20.10 still. From 26 on
  /// containers have IPv6 on `lo`, names apart from aliases, and comments in `resolv.conf`.
  private static EngineProfile twentyFive(Generation generation, EngineVersion full) {
    boolean is25 = generation == Generation.V25;
    return new EngineProfile(
        generation,
        full,
        LINKS_TO_27,
        new Addressing(SubnetChoice.ROTATING, true, false, is25, false, true, false, true, true),
        new Ports(false, false, FlowsForgotten.BY_HOST_PORT, MeshStyle.IN_FORWARD),
        new Kernel(false, true, true, is25, true),
        new Files(is25 ? ResolvConfStyle.PLAIN : ResolvConfStyle.COMMENTED, "0", forwarding(full)),
        InspectStyle.V25,
        Texts.V25);
  }

  private static EngineProfile twentySeven(EngineVersion full) {
    SubnetChoice subnets =
        full.isBefore(27, 0, 3) ? SubnetChoice.MISPLACED : SubnetChoice.LOWEST_FREE;
    return new EngineProfile(
        Generation.V27,
        full,
        LINKS_TO_27,
        new Addressing(subnets, true, false, false, false, true, true, true, false),
        new Ports(true, true, FlowsForgotten.BY_HOST_PORT, MeshStyle.IN_FORWARD),
        new Kernel(true, false, full.isBefore(27, 3), false, false),
        new Files(ResolvConfStyle.COMMENTED, "0", Forwarding.REPORTING),
        InspectStyle.V27,
        Texts.V27);
  }

  private static EngineProfile twentyEight(Generation generation, EngineVersion full, Texts texts) {
    return new EngineProfile(
        generation,
        full,
        LINKS_FROM_28,
        new Addressing(
            SubnetChoice.LOWEST_FREE, true, false, false, false, true, true, true, false),
        new Ports(true, true, FlowsForgotten.BY_HOST_PORT, MeshStyle.IN_DOCKER_FORWARD),
        new Kernel(true, false, false, false, false),
        new Files(ResolvConfStyle.COMMENTED_HOST, "", Forwarding.REPORTING),
        InspectStyle.V28,
        texts);
  }

  private static EngineProfile twentyNine(EngineVersion full) {
    return new EngineProfile(
        Generation.V29,
        full,
        LINKS_FROM_28,
        new Addressing(
            SubnetChoice.LOWEST_FREE, false, false, false, false, true, true, true, false),
        new Ports(
            true,
            true,
            full.isBefore(29, 5) ? FlowsForgotten.AT_PUBLISHING : FlowsForgotten.BY_CONTAINER_PORT,
            MeshStyle.IN_DOCKER_FORWARD),
        new Kernel(true, false, false, false, false),
        new Files(ResolvConfStyle.COMMENTED_HOST, "", Forwarding.REPORTING),
        InspectStyle.V29,
        Texts.V29);
  }
}
