package dev.drydock.drivers.overlay;

import dev.drydock.core.device.VethEnd;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Esp;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Vxlan;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.network.Attachment;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.NamespaceFiles;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.Subnet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An overlay network on one node. Its hidden namespace is there while an endpoint is.
final class OverlayNetwork {
  private static final String MTU = "com.docker.network.driver.mtu";
  private static final String ENCRYPTED = "encrypted";
  private static final int ETHERNET_MTU_BYTES = 1500;
  private static final int VETH_DIGITS = 7;
  private static final Pattern DIGITS = Pattern.compile("\\d{1,8}");

  private final Machine machine;
  private final Network network;
  private final Settings settings;
  private final PeerTable peers;
  private final RandomStream names;
  private final Map<Endpoint, VethEnd> veths = new LinkedHashMap<>();
  private @Nullable HiddenNamespace hidden;
  private int epoch;

  OverlayNetwork(Machine machine, Network network, Settings settings, PeerTable peers) {
    this.machine = machine;
    this.network = network;
    this.settings = settings;
    this.peers = peers;
    this.names = machine.random("docker/overlay/veth/" + network.id());
  }

  /// What all networks of a driver have alike.
  ///
  /// @param port the UDP port
  /// @param wholeNamespaceIpv6 see [HiddenNamespace.Wire]
  /// @param files where the hidden namespaces are kept
  record Settings(int port, boolean wholeNamespaceIpv6, NamespaceFiles files) {}

  String name() {
    return network.name();
  }

  @Nullable HiddenNamespace hidden() {
    return hidden;
  }

  /// The MTU inside: that of the network below, less what VXLAN adds.
  private int mtuBytes() {
    String text = network.config().options().getOrDefault(MTU, "");
    int below = DIGITS.matcher(text).matches() ? Integer.parseInt(text) : 0;
    int mtu = (below == 0 ? ETHERNET_MTU_BYTES : below) - Vxlan.OVERHEAD_BYTES;
    if (isEncrypted()) {
      mtu -= Encryption.EXPANSION_BYTES;
      mtu -= mtu % Esp.ALIGNMENT_BYTES;
    }
    return mtu;
  }

  /// Whether frames are encrypted between nodes; the option counts whatever its value is.
  boolean isEncrypted() {
    return network.config().options().containsKey(ENCRYPTED);
  }

  /// The VXLAN network identifiers of the subnets.
  List<Integer> vnis() {
    return segments().stream().map(HiddenNamespace.Segment::vni).toList();
  }

  private List<HiddenNamespace.Segment> segments() {
    List<HiddenNamespace.Segment> segments = new ArrayList<>();
    String list = network.config().options().getOrDefault(OverlayDriver.VNI_LIST, "");
    String[] vnis = list.split(",", -1);
    int index = 0;
    for (Subnet subnet : network.subnets()) {
      if (subnet.prefix().isV6()) {
        continue;
      }
      if (index >= vnis.length || !DIGITS.matcher(vnis[index]).matches()) {
        throw new EngineException("vxlan id is not given for subnet " + subnet.prefix());
      }
      segments.add(new HiddenNamespace.Segment(subnet, Integer.parseInt(vnis[index++])));
    }
    return segments;
  }

  /// Makes the interface of an endpoint.
  Attachment join(Endpoint endpoint) {
    HiddenNamespace inside = hidden;
    if (inside == null) {
      epoch++;
      String name = epoch + "-" + network.id();
      inside =
          new HiddenNamespace(
              machine.newNamespace(name.substring(0, Math.min(12, name.length()))),
              machine,
              new HiddenNamespace.Wire(settings.port(), mtuBytes(), settings.wholeNamespaceIpv6()),
              peers);
      hidden = inside;
      segments().forEach(inside::add);
    }
    VethEnd container = newVeth(inside, endpoint);
    veths.put(endpoint, container);
    return Attachment.of(container, "eth", ways(endpoint.ipv4()));
  }

  /// The other subnets of the network lie behind the gateway of one's own, the bridge in the hidden
  /// namespace (`drivers/overlay/joinleave.go`).
  private List<Attachment.Way> ways(@Nullable IpPrefix own) {
    List<Attachment.Way> found = new ArrayList<>();
    for (Subnet here : network.subnets()) {
      IpAddress gateway = here.gateway();
      if (own != null && gateway != null && here.prefix().contains(own.address())) {
        network.subnets().stream()
            .filter(there -> there != here && !there.prefix().isV6())
            .forEach(there -> found.add(new Attachment.Way(there.prefix(), gateway)));
      }
    }
    return found;
  }

  /// Makes a pair in the machine's namespace; one end goes into the hidden one at once.
  private VethEnd newVeth(HiddenNamespace inside, Endpoint endpoint) {
    VethEnd container =
        VethEnd.pair(
            machine.softnet(),
            new VethEnd.Spec("veth" + names.nextHex(VETH_DIGITS), machine.randomMac()),
            new VethEnd.Spec("veth" + names.nextHex(VETH_DIGITS), machine.randomMac()));
    container.setTxQueueFrames(0);
    container.peer().setTxQueueFrames(0);
    container.attach(null, machine.root().skipIndex());
    container.peer().attach(null, machine.root().skipIndex());
    container.setMtu(mtuBytes());
    container.peer().setMtu(mtuBytes());
    inside.plug(container.peer(), endpoint.ipv4());
    return container;
  }

  /// Removes the interface of an endpoint, and with the last one the hidden namespace.
  void leave(Endpoint endpoint) {
    VethEnd container = veths.remove(endpoint);
    HiddenNamespace inside = hidden;
    if (container == null || inside == null) {
      return;
    }
    inside.unplug(container.peer());
    if (veths.isEmpty()) {
      inside.close();
      settings.files().left(inside.name());
      hidden = null;
    }
  }
}
