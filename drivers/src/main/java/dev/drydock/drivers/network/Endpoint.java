package dev.drydock.drivers.network;

import dev.drydock.core.sim.Ordered;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.drivers.port.PortSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A container's place on a network: an interface to be, with its addresses.
public final class Endpoint {
  private final String id;
  private final Network network;
  private Request request;

  private @Nullable IpPrefix ipv4;
  private @Nullable IpPrefix ipv6;
  private long mac;
  private @Nullable Sandbox sandbox;
  private Attachment attachment = Attachment.NOTHING;
  private boolean inService = true;
  private boolean gatewayRefused;
  private boolean takesIpv6 = true;
  private @Nullable List<PortBinding> bindings;

  /// An endpoint without addresses.
  ///
  /// @param id 64 hexadecimal digits
  public Endpoint(String id, Network network, Request request) {
    this.id = id;
    this.network = network;
    this.request = request;
    this.mac = request.mac;
  }

  /// What is asked of an endpoint.
  ///
  /// @param name the container's name
  /// @param ipv4 a fixed address; null lets IPAM choose
  /// @param ipv6 a fixed address; null lets IPAM choose
  /// @param mac a fixed MAC; 0 lets the driver choose
  /// @param gwPriority the highest gives the default gateway
  /// @param dnsNames what it is called on the network, the first one for answers to addresses
  /// @param links further names, known to this container alone: name → a container's name
  /// @param options what the driver is told
  /// @param ports what the container publishes and exposes
  /// @param linkLocal further addresses of the interface, which no network gives out
  public record Request(
      String name,
      @Nullable IpAddress ipv4,
      @Nullable IpAddress ipv6,
      long mac,
      int gwPriority,
      List<String> dnsNames,
      Map<String, String> links,
      Map<String, String> options,
      Ports ports,
      List<IpAddress> linkLocal) {
    /// Copies the collections.
    public Request {
      linkLocal = List.copyOf(linkLocal);
      dnsNames = List.copyOf(dnsNames);
      links = Ordered.copyOf(links);
      options = Ordered.copyOf(options);
    }

    private Request named(String newName, List<String> newNames) {
      return new Request(
          newName, ipv4, ipv6, mac, gwPriority, newNames, links, options, ports, linkLocal);
    }
  }

  /// What a container publishes and exposes, and whose exposed ports it may reach.
  ///
  /// @param linked what it is linked to in the old way (`--link` on the default network)
  public record Ports(
      List<PortSpec> published, List<ContainerPort> exposed, List<Endpoint> linked) {
    /// Nothing.
    public static final Ports NONE = new Ports(List.of(), List.of(), List.of());

    /// Copies the lists.
    public Ports {
      published = List.copyOf(published);
      exposed = List.copyOf(exposed);
      linked = List.copyOf(linked);
    }
  }

  /// Its container has another name; its network knows it by other names from now on.
  public void rename(String name, List<String> dnsNames) {
    SandboxNames.tell(this, false);
    request = request.named(name, dnsNames);
    network.renamed();
    SandboxNames.tell(this, true);
  }

  /// Says whether its network knows it by name while it is in a sandbox (libnetwork
  /// `EnableService`, `DisableService`).
  public void setInService(boolean wanted) {
    if (inService != wanted && sandbox != null) {
      SandboxNames.tell(this, false);
      inService = wanted;
      SandboxNames.tell(this, true);
    }
    inService = wanted;
  }

  /// Whether its network knows it by name.
  public boolean isInService() {
    return inService;
  }

  /// Whether the default route that it was to give could not be set: it is there without.
  public boolean isGatewayRefused() {
    return gatewayRefused;
  }

  void setGatewayRefused(boolean refused) {
    gatewayRefused = refused;
  }

  /// 64 hexadecimal digits.
  public String id() {
    return id;
  }

  /// The network.
  public Network network() {
    return network;
  }

  /// Whether it is there only to lead out of networks that give no gateway.
  public boolean isWayOutOnly() {
    return network.name().equals(GatewayNetwork.NAME);
  }

  /// What was asked for.
  public Request request() {
    return request;
  }

  /// The container's name.
  public String name() {
    return request.name;
  }

  /// The IPv4 address with the length of its subnet.
  public @Nullable IpPrefix ipv4() {
    return ipv4;
  }

  /// The IPv6 address with the length of its subnet.
  public @Nullable IpPrefix ipv6() {
    return ipv6;
  }

  /// Its addresses, IPv4 first.
  List<IpPrefix> prefixes() {
    List<IpPrefix> prefixes = new ArrayList<>();
    for (IpPrefix prefix : new @Nullable IpPrefix[] {ipv4, ipv6}) {
      if (prefix != null) {
        prefixes.add(prefix);
      }
    }
    return prefixes;
  }

  void setAddress(IpPrefix address) {
    if (address.isV6()) {
      ipv6 = address;
    } else {
      ipv4 = address;
    }
  }

  /// The MAC, 0 while it has none.
  public long mac() {
    return mac;
  }

  /// Gives it a MAC.
  public void setMac(long newMac) {
    mac = newMac;
  }

  /// The sandbox it is in.
  public @Nullable Sandbox sandbox() {
    return sandbox;
  }

  /// What the driver handed over when it joined the sandbox.
  public Attachment attachment() {
    return attachment;
  }

  void joined(@Nullable Sandbox newSandbox, Attachment newAttachment) {
    sandbox = newSandbox;
    attachment = newAttachment;
  }

  /// The ports published for it; null while it is not the way out of its sandbox.
  public @Nullable List<PortBinding> bindings() {
    return bindings;
  }

  /// Notes what was published; null when it is no longer the way out.
  public void setBindings(@Nullable List<PortBinding> newBindings) {
    bindings = newBindings == null ? null : List.copyOf(newBindings);
  }

  /// Whether what comes to the host by IPv6 is handed to its IPv4 address when it has no other: not
  /// while another endpoint is the way out of IPv6.
  public boolean takesIpv6() {
    return takesIpv6;
  }

  void setTakesIpv6(boolean takes) {
    takesIpv6 = takes;
  }

  @Override
  public String toString() {
    return name() + "@" + network.name();
  }
}
