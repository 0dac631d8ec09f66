package dev.drydock.core.netns;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgeHooks;
import dev.drydock.core.device.DeviceChange;
import dev.drydock.core.device.DeviceTable;
import dev.drydock.core.device.Loopback;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.device.Upper;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.IgmpProtocol;
import dev.drydock.core.ip.Ipv4Stack;
import dev.drydock.core.ip.Transports;
import dev.drydock.core.ip.bridged.BridgeNetfilter;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.ip.v6.Ipv6Interface;
import dev.drydock.core.ip.v6.Ipv6Stack;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.observe.Site;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.UdpProtocol;
import dev.drydock.core.transport.tcp.TcpProtocol;
import dev.drydock.core.transport.tcp.TcpSettings;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Vlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A network namespace (Linux `struct net`): devices, and above them IPv4 and IPv6.
///
/// A new namespace has `lo`, which is down.
public final class Netns implements Upper, Transports {
  private static final Ipv4Prefix LOOPBACK_ADDRESS = Ipv4Prefix.parse("127.0.0.1/8");

  private String name;
  private final String machine;
  private final Softnet softnet;
  private final DeviceTable devices = new DeviceTable();
  private final Loopback loopback;
  private final Ipv4Stack ipv4;
  private final Ipv6Stack ipv6;
  private final BridgeNetfilter bridgeNetfilter;
  private final RandomStream random;
  private final long madeNanos;
  private final TcpSettings.@Nullable Inherited tcpSettings;
  private @Nullable UdpProtocol udp;
  private @Nullable TcpProtocol tcp;
  private @Nullable Sysctls sysctls;
  private int deviceChanges;

  // Replaced, never changed: namespaces without any have none of their own.
  private List<NetnsListener> listeners = List.of();
  private List<@Nullable Object> peers = Collections.emptyList();
  private List<PacketListener> packetListeners = List.of();

  /// An empty namespace with `lo`.
  ///
  /// @param identity how it is called, and what it takes from the machine's first
  public Netns(Softnet softnet, Identity identity, RandomStream random) {
    this.softnet = softnet;
    this.random = random;
    this.name = identity.name;
    this.machine = identity.machine;
    this.tcpSettings = identity.tcpSettings;
    this.madeNanos = softnet.loop().nowNanos();
    this.loopback = new Loopback(softnet);
    this.ipv4 = new Ipv4Stack(softnet, loopback, this, random);
    this.ipv6 = new Ipv6Stack(softnet, loopback, this, random.stream("ipv6"));
    this.bridgeNetfilter = new BridgeNetfilter(ipv4, ipv6);
    add(loopback);
  }

  /// How a namespace is called, and what it takes from the machine's first.
  ///
  /// @param name what it is called on its machine, empty for the machine's own
  /// @param machine the name of its machine
  /// @param tcpSettings of the machine's first namespace; null for the kernel's defaults
  public record Identity(
      String name, String machine, TcpSettings.@Nullable Inherited tcpSettings) {}

  /// What it is called on its machine; empty for the machine's own.
  public String name() {
    return name;
  }

  /// Who made it calls it otherwise from now on.
  public void rename(String newName) {
    name = newName;
  }

  /// The machine's CPU.
  public Softnet softnet() {
    return softnet;
  }

  /// The IPv4 layer.
  public Ipv4Stack ipv4() {
    return ipv4;
  }

  /// The IPv6 layer.
  public Ipv6Stack ipv6() {
    return ipv6;
  }

  /// The datagram sockets.
  public UdpProtocol udp() {
    if (udp == null) {
      udp = new UdpProtocol(ipv4, random.stream(pathPrefix() + "udp"));
      udp.add(ipv6);
    }
    return udp;
  }

  /// Streams.
  public TcpProtocol tcp() {
    if (tcp == null) {
      String stream = pathPrefix() + "tcp@" + madeNanos;
      tcp = new TcpProtocol(softnet, ipv4, ipv6, random.stream(stream));
      if (tcpSettings != null) {
        tcp.settings().inherit(tcpSettings);
      }
    }
    return tcp;
  }

  @Override
  public void open(int protocol) {
    switch (protocol) {
      case Ipv4.UDP -> udp();
      case Ipv4.TCP -> tcp();
      default -> {}
    }
  }

  /// Forgets the next hops of both families but the permanent ones: `ip neigh flush all`.
  public void forgetNeighbours() {
    ipv4.neighbours().flush();
    ipv6.forgetNeighbours();
  }

  /// The settings under `/proc/sys/net`.
  public Sysctls sysctls() {
    if (sysctls == null) {
      sysctls = new Sysctls(this);
    }
    return sysctls;
  }

  /// The device `lo`.
  public Loopback loopback() {
    return loopback;
  }

  /// The devices, by index.
  public List<NetDevice> devices() {
    return devices.all();
  }

  /// The device with this name.
  public @Nullable NetDevice device(String deviceName) {
    return devices.byName(deviceName);
  }

  /// The device with this index.
  public @Nullable NetDevice device(int index) {
    return devices.byIndex(index);
  }

  /// The id by which this namespace knows another, or the wire that holds the other end of one of
  /// its devices: the lowest that is free, given at first use (`peernet2id_alloc`).
  public int idOf(Object other) {
    int id = peers.indexOf(other);
    if (id >= 0) {
      return id;
    }
    id = peers.indexOf(null);
    if (id < 0) {
      if (peers.isEmpty()) {
        peers = new ArrayList<>(1);
      }
      peers.add(other);
      return peers.size() - 1;
    }
    peers.set(id, other);
    return id;
  }

  /// The id by which this namespace knows another; -1 when none was given yet.
  public int knownId(Object other) {
    return peers.indexOf(other);
  }

  /// The namespace or wire that [#idOf] gave an id; null when the id is free.
  public @Nullable Object byId(int id) {
    return id >= 0 && id < peers.size() ? peers.get(id) : null;
  }

  /// Another namespace is gone; its id is free again.
  public void forget(Netns gone) {
    int id = peers.indexOf(gone);
    if (id >= 0) {
      peers.set(id, null);
    }
  }

  /// Counts changes of devices, routes, rules and neighbours, so that who compares knows when to.
  /// Those of neighbours are of all namespaces of the machine. What only commands set, as a link's
  /// alias or the settings under `/proc/sys/net`, is not counted.
  public long changes() {
    return (long) deviceChanges
        + ipv4.fib().generation()
        + ipv6.fib().generation()
        + softnet.neighbours(false).changes()
        + softnet.neighbours(true).changes();
  }

  /// Lets somebody know of devices that come and go; those already there are told at once.
  public void addListener(NetnsListener listener) {
    List<NetnsListener> more = new ArrayList<>(listeners);
    more.add(listener);
    listeners = List.copyOf(more);
    for (NetDevice device : devices()) {
      listener.deviceAdded(this, device);
    }
  }

  /// Ends what [#addListener] began.
  public void removeListener(NetnsListener listener) {
    List<NetnsListener> left = new ArrayList<>(listeners);
    left.remove(listener);
    listeners = List.copyOf(left);
  }

  /// Adds a new device under the next index.
  public void add(NetDevice device) {
    devices.add(device, this);
    admit(device);
  }

  /// Takes a device in that was in another namespace; it keeps its index where that is free. It
  /// arrives down, and without its addresses.
  public void moveIn(NetDevice device) {
    if (device.upper() instanceof Netns other) {
      other.remove(device);
    }
    devices.moveIn(device, this);
    admit(device);
  }

  private void admit(NetDevice device) {
    deviceChanges++;
    ipv4.interfaces().add(device);
    ipv6.interfaces().add(device);
    for (NetnsListener listener : listeners) {
      listener.deviceAdded(this, device);
    }
  }

  /// Takes a device out; it goes down and loses its addresses.
  public void remove(NetDevice device) {
    deviceChanges++;
    device.setUp(false);
    for (NetnsListener listener : listeners) {
      listener.deviceRemoved(this, device);
    }
    ipv4.deviceRemoved(device);
    ipv6.deviceRemoved(device);
    device.groups().clear();
    devices.remove(device);
  }

  /// Removes a device for good, and before it those that stand on it, wherever they are
  /// (`unregister_netdevice`).
  public void destroy(NetDevice device) {
    for (NetDevice above : device.stacked()) {
      if (above.upper() instanceof Netns holder) {
        holder.destroy(above);
      } else {
        above.unregistered();
      }
    }
    remove(device);
    device.unregistered();
  }

  /// Uses up an index, as a device does that is made here and then moved elsewhere.
  public int skipIndex() {
    return devices.nextIndex();
  }

  /// Lets a program see all that is received from now on.
  public void addPacketListener(PacketListener listener) {
    List<PacketListener> more = new ArrayList<>(packetListeners);
    more.add(listener);
    packetListeners = List.copyOf(more);
    ipv4.concernDevices();
  }

  /// Ends what [#addPacketListener] began.
  public void removePacketListener(PacketListener listener) {
    List<PacketListener> left = new ArrayList<>(packetListeners);
    left.remove(listener);
    packetListeners = List.copyOf(left);
  }

  @Override
  public int @Nullable [] bystander(NetDevice device) {
    return packetListeners.isEmpty() ? ipv4.arp().bystander(device) : null;
  }

  @Override
  public void input(Frame frame, NetDevice device) {
    List<PacketListener> all = packetListeners;
    for (int i = 0; i < all.size(); i++) {
      all.get(i).received(frame, device);
    }
    switch (Ethernet.type(frame.data(), frame.offset())) {
      case Ethernet.IPV4 -> ipv4.input(frame, device);
      case Ethernet.IPV6 -> ipv6.input(frame, device);
      case Ethernet.ARP -> ipv4.arp().input(frame, device);
      case Ethernet.VLAN, Ethernet.SERVICE_VLAN -> untag(frame, device);
      default -> device.drop(frame, DropReason.UNHANDLED_PROTO);
    }
  }

  /// A tag nobody takes: one with id 0 tells a priority only, any other a VLAN that is not ours
  /// (`__netif_receive_skb_core`).
  private void untag(Frame frame, NetDevice device) {
    if (Vlan.id(frame.data(), frame.offset()) != 0) {
      device.drop(frame, DropReason.OTHERHOST);
      return;
    }
    Vlan.remove(frame.data(), frame.offset());
    frame.pull(Vlan.TAG_BYTES);
    input(frame, device);
  }

  @Override
  public boolean sendFor(Frame frame, NetDevice device) {
    return switch (Ethernet.type(frame.data(), frame.offset())) {
      case Ethernet.IPV4 -> ipv4.sendFor(frame, device);
      case Ethernet.IPV6 -> ipv6.sendFor(frame, device);
      default -> {
        device.drop(frame, DropReason.UNHANDLED_PROTO);
        yield false;
      }
    };
  }

  @Override
  public void deliver(Frame frame, NetDevice device) {
    ipv4.handOver(frame, device);
  }

  @Override
  public void changed(NetDevice device, DeviceChange change) {
    deviceChanges++;
    if (device == loopback && change == DeviceChange.UP) {
      ipv4.interfaces().addAddress(device, LOOPBACK_ADDRESS, 0);
    }
    if (device instanceof Bridge bridge && bridge.multicast().isEnabled()) {
      snoop(device, change);
    }
    ipv4.deviceChanged(device, change);
    ipv6.deviceChanged(device, change);
  }

  /// A bridge listens to its kind when it is opened, before the protocols learn that it is up
  /// (`br_multicast_join_snoopers`).
  private void snoop(NetDevice bridge, DeviceChange change) {
    if (change == DeviceChange.UP) {
      snoops(bridge, true);
    } else if (change == DeviceChange.DOWN) {
      snoops(bridge, false);
    }
  }

  @Override
  public void snoops(NetDevice bridge, boolean on) {
    if (on) {
      ipv4.join(bridge, IgmpProtocol.ALL_SNOOPERS);
    } else {
      ipv4.leave(bridge, IgmpProtocol.ALL_SNOOPERS);
    }
    ipv6.interfaces().snoops(bridge, on);
  }

  @Override
  public boolean owns(NetDevice device, int address) {
    return ipv4.interfaces().of(device).has(address);
  }

  @Override
  public int linkSource(NetDevice bridge) {
    return ipv4.linkSource(bridge);
  }

  @Override
  public @Nullable Ipv6Address linkLocal(NetDevice device) {
    Ipv6Interface in = ipv6.interfaces().find(device);
    return in == null ? null : in.linkLocal();
  }

  @Override
  public BridgeHooks bridgeHooks() {
    return bridgeNetfilter;
  }

  /// The firewall's view of bridged frames (`br_netfilter`).
  BridgeNetfilter bridgeNetfilter() {
    return bridgeNetfilter;
  }

  @Override
  public long neighbour(NetDevice device, int address, boolean isSure) {
    Neighbour neighbour = ipv4.neighbours().lookup(device, address);
    if (neighbour == null) {
      return 0;
    }
    boolean counts = isSure ? neighbour.state().isConnected() : neighbour.state().isValid();
    return counts ? neighbour.mac() : 0;
  }

  @Override
  public Site site(String device) {
    return new Site(machine, name, device);
  }

  /// What stands before its interfaces in captures: `host/` or `host/one:`.
  private String pathPrefix() {
    return site("").path();
  }

  @Override
  public String toString() {
    return pathPrefix();
  }
}
