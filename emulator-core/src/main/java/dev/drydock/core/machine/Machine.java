package dev.drydock.core.machine;

import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.CostModel;
import dev.drydock.core.device.KernelBuild;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.netns.NetnsListener;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One box with a Linux kernel: a CPU, a root namespace whose `lo` is up, and the namespaces made
/// on it, in order of creation.
public final class Machine {
  /// Locally administered, unicast: the two low bits of a MAC's first byte are 1 and 0.
  private static final long LOCAL_BIT = 0x0200_0000_0000L;

  private static final long GROUP_BIT = 0x0100_0000_0000L;
  private static final long MAC_MASK = 0xffff_ffff_ffffL;

  private final String name;
  private final Softnet softnet;
  private final RandomStream random;
  private final RandomStream macs;
  private final Netns root;
  private final ProcessTable processes;
  private final List<Netns> namespaces = new ArrayList<>();
  private final List<NetnsListener> listeners = new ArrayList<>();
  private final TreeMap<String, Netns> mounted = new TreeMap<>();

  /// A machine that has just booted.
  ///
  /// @param frames the pool of the machine's partition
  /// @param random any stream of the run; the machine takes streams of its own from it
  public Machine(EventLoop loop, FramePool frames, RandomStream random, Box box) {
    this.name = box.name();
    this.softnet = new Softnet(loop, frames, box.costs(), box.kernel());
    this.random = random;
    this.macs = random.stream(name + "/mac");
    this.root =
        new Netns(softnet, new Netns.Identity("", name, null), random.stream(name + "/netns"));
    this.processes = new ProcessTable(loop, random.stream(name + "/pid"), root);
    namespaces.add(root);
    root.loopback().setUp(true);
  }

  /// What a machine is made with.
  ///
  /// @param name its host name
  /// @param costs what work costs on it
  /// @param kernel which Linux it runs
  public record Box(String name, CostModel costs, KernelBuild kernel) {
    /// A machine with the usual kernel.
    public Box(String name, CostModel costs) {
      this(name, costs, KernelBuild.USUAL);
    }
  }

  /// The host name.
  public String name() {
    return name;
  }

  /// The CPU.
  public Softnet softnet() {
    return softnet;
  }

  /// The clock and agenda of the machine's partition.
  public EventLoop loop() {
    return softnet.loop();
  }

  /// The machine's own namespace.
  public Netns root() {
    return root;
  }

  /// What runs on it.
  public ProcessTable processes() {
    return processes;
  }

  /// A stream of random numbers for one purpose on this machine.
  public RandomStream random(String purpose) {
    return random.stream(name + "/" + purpose);
  }

  /// A random MAC address, locally administered (`eth_random_addr`).
  public long randomMac() {
    return ((macs.nextLong() & MAC_MASK) | LOCAL_BIT) & ~GROUP_BIT;
  }

  /// All namespaces, the root first.
  public List<Netns> namespaces() {
    return List.copyOf(namespaces);
  }

  /// The namespace with this name.
  public @Nullable Netns namespace(String wanted) {
    for (Netns namespace : namespaces) {
      if (namespace.name().equals(wanted)) {
        return namespace;
      }
    }
    return null;
  }

  /// Makes a namespace; its `lo` is down.
  public Netns newNamespace(String newName) {
    Netns namespace =
        new Netns(
            softnet,
            new Netns.Identity(newName, name, root.tcp().settings().inheritable()),
            random.stream(name + "/netns/" + newName));
    namespaces.add(namespace);
    for (NetnsListener listener : listeners) {
      namespace.addListener(listener);
    }
    return namespace;
  }

  /// Removes a namespace; its virtual devices go with it.
  public void remove(Netns namespace) {
    for (NetDevice device : namespace.devices()) {
      namespace.destroy(device);
      destroyPeer(device, namespace);
    }
    namespaces.remove(namespace);
    mounted.values().remove(namespace);
    for (Netns other : namespaces) {
      other.forget(namespace);
    }
  }

  /// The other end of a pair goes with the one that is gone, wherever it is (`veth_dellink`).
  private static void destroyPeer(NetDevice device, Netns gone) {
    if (!(device instanceof VethEnd end)
        || !(end.peer().upper() instanceof Netns other)
        || other == gone) {
      return;
    }
    if (end.peer().rxHandler() instanceof BridgePort port) {
      port.bridge().removePort(port);
    }
    other.destroy(end.peer());
  }

  /// The namespaces that have a name under `/run/netns`, as `ip netns` knows them, by that name. A
  /// container's namespace is not among them unless somebody links it there. The map is live.
  public NavigableMap<String, Netns> mounted() {
    return mounted;
  }

  /// Lets somebody know of all devices of the machine that come and go, in every namespace.
  public void addListener(NetnsListener listener) {
    listeners.add(listener);
    for (Netns namespace : namespaces) {
      namespace.addListener(listener);
    }
  }

  /// Ends what [#addListener] began.
  public void removeListener(NetnsListener listener) {
    listeners.remove(listener);
    for (Netns namespace : namespaces) {
      namespace.removeListener(listener);
    }
  }
}
