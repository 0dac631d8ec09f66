package dev.drydock.drivers.overlay;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Vxlan;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.network.Attachment;
import dev.drydock.drivers.network.DataScope;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.NamespaceFiles;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.NetworkDriver;
import dev.drydock.drivers.network.Sandbox;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The driver `overlay`: on each node a hidden namespace for each network, with a bridge that joins
/// the containers here and a VXLAN device that leads to those elsewhere (libnetwork
/// `drivers/overlay`).
///
/// ```
///   container eth0 --- veth1 --- br0 --- vxlan0  ~~~ UDP 4789 ~~~  other nodes
///                      '--- hidden namespace ---'
/// ```
///
/// Nothing is flooded to other nodes: who is where is told by [#peerAdded], and becomes a permanent
/// neighbour and a permanent entry of the forwarding database.
public final class OverlayDriver implements NetworkDriver {
  /// Option of a network: the VXLAN network identifiers of its subnets, separated by commas.
  public static final String VNI_LIST = "com.docker.network.driver.overlay.vxlanid_list";

  private final Machine machine;
  private final Map<String, OverlayNetwork> networks = new LinkedHashMap<>();
  private final Map<String, PeerTable> peers = new LinkedHashMap<>();

  /// Endpoint here → what the other nodes were told of it.
  private final Map<Endpoint, Peer> told = new LinkedHashMap<>();

  private PeerListener listener = PeerListener.NONE;
  private PeerDirectory everywhere = new PeerDirectory();
  private int dataPort = Vxlan.PORT;
  private final Encryption encryption;

  private final boolean wholeNamespaceIpv6;
  private final NamespaceFiles files;

  /// Without networks.
  public OverlayDriver(Machine machine, EngineProfile profile, NamespaceFiles files) {
    this.files = files;
    this.machine = machine;
    this.wholeNamespaceIpv6 = profile.kernel().wholeNamespaceIpv6();
    this.encryption = new Encryption(machine);
  }

  /// A key of encrypted networks.
  ///
  /// @param value 16 bytes as hexadecimal digits
  /// @param tag tells it from older and newer ones
  public record Key(String value, int tag) {}

  /// Sets the keys of encrypted networks, the one to send with first.
  public void setKeys(List<Key> keys) {
    encryption.setKeys(keys, dataPort);
  }

  /// Sets who tells the other nodes of the endpoints here.
  public void setListener(PeerListener newListener) {
    listener = newListener;
  }

  /// Sets what the nodes of the swarm share; endpoints that are known already are forgotten first,
  /// see [#forgetPeers].
  public void setDirectory(PeerDirectory directory) {
    everywhere = directory;
  }

  /// Sets the UDP port of networks made from now on (`--data-path-port`).
  public void setDataPort(int port) {
    dataPort = port;
  }

  @Override
  public String type() {
    return "overlay";
  }

  @Override
  public DataScope scope() {
    return DataScope.SWARM;
  }

  @Override
  public boolean wantsGatewayNetwork() {
    return true;
  }

  @Override
  public void createNetwork(Network network) {
    PeerTable table = tableOf(network.id());
    var settings = new OverlayNetwork.Settings(dataPort, wholeNamespaceIpv6, files);
    networks.put(network.id(), new OverlayNetwork(machine, network, settings, table));
  }

  private PeerTable tableOf(String network) {
    return peers.computeIfAbsent(network, id -> new PeerTable(everywhere.of(id)));
  }

  @Override
  public void deleteNetwork(Network network) {
    networks.remove(network.id());
  }

  /// The name of the network whose hidden namespace this is; empty for other namespaces.
  public String networkIn(Netns namespace) {
    for (OverlayNetwork network : networks.values()) {
      HiddenNamespace hidden = network.hidden();
      if (hidden != null && hidden.namespace() == namespace) {
        return network.name();
      }
    }
    return "";
  }

  @Override
  public void createEndpoint(Endpoint endpoint, Sandbox sandbox) {
    IpPrefix address = endpoint.ipv4();
    if (address == null) {
      throw new EngineException("create endpoint was not passed interface IP address");
    }
    if (endpoint.mac() == 0) {
      endpoint.setMac(macOf(address.address()));
    }
  }

  /// 02:42 and the four bytes of the address, in every version of the engine.
  private static long macOf(IpAddress address) {
    return 0x0242_0000_0000L | (address.v4() & 0xffff_ffffL);
  }

  @Override
  public void deleteEndpoint(Endpoint endpoint) {}

  @Override
  public Attachment join(Endpoint endpoint, Sandbox sandbox) {
    OverlayNetwork network = of(endpoint);
    if (network.isEncrypted() && !encryption.hasKeys()) {
      throw new EngineException("cannot join secure network: encryption keys not present");
    }
    Attachment attachment = network.join(endpoint);
    PeerTable others = peers.get(endpoint.network().id());
    if (others != null && network.isEncrypted()) {
      encrypt(network, others.all());
    }
    Peer record = record(endpoint);
    told.put(endpoint, record);
    listener.added(endpoint, record);
    return attachment;
  }

  @Override
  public void leave(Endpoint endpoint) {
    Peer record = told.remove(endpoint);
    if (record != null) {
      listener.removed(endpoint, record);
    }
    of(endpoint).leave(endpoint);
  }

  /// Frames of an encrypted network are so between this node and those of peers.
  private void encrypt(OverlayNetwork network, Collection<Peer> others) {
    IpAddress own = listener.tunnelEnd();
    if (network.isEncrypted() && network.hidden() != null) {
      for (Peer other : others) {
        if (!other.tunnelEnd().equals(own)) {
          network.vnis().forEach(vni -> encryption.between(own, other.tunnelEnd(), vni));
        }
      }
    }
  }

  private Peer record(Endpoint endpoint) {
    IpPrefix address = endpoint.ipv4();
    IpAddress own = address == null ? IpAddress.ANY_V4 : address.address();
    return everywhere
        .of(endpoint.network().id())
        .add(endpoint.id(), own, endpoint.mac(), listener.tunnelEnd());
  }

  private OverlayNetwork of(Endpoint endpoint) {
    OverlayNetwork network = networks.get(endpoint.network().id());
    if (network == null) {
      throw new EngineException("could not find network with id " + endpoint.network().id());
    }
    return network;
  }

  // ---- endpoints elsewhere ---------------------------------------------------------------

  /// Another node has this endpoint now.
  public void peerAdded(Peer peer) {
    PeerTable table = tableOf(peer.network());
    if (table.add(peer)) {
      OverlayNetwork network = networks.get(peer.network());
      HiddenNamespace hidden = network == null ? null : network.hidden();
      if (network != null && hidden != null) {
        hidden.peers().added(peer);
        encrypt(network, List.of(peer));
      }
    }
  }

  /// Another node has this endpoint no longer.
  public void peerRemoved(Peer peer) {
    PeerTable table = peers.get(peer.network());
    if (table == null || !table.remove(peer)) {
      return;
    }
    OverlayNetwork network = networks.get(peer.network());
    HiddenNamespace hidden = network == null ? null : network.hidden();
    if (hidden != null) {
      hidden.peers().removed(peer);
    }
  }

  /// Forgets all endpoints elsewhere, as when the node leaves its swarm.
  public void forgetPeers() {
    for (PeerTable table : peers.values()) {
      table.all().forEach(this::peerRemoved);
    }
    peers.clear();
  }
}
