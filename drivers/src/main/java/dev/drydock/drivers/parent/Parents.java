package dev.drydock.drivers.parent;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.Dummy;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VlanDevice;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.Errno;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.NetworkConfig;
import dev.drydock.drivers.profile.SlaveRules;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parents of one driver's networks (libnetwork `drivers/macvlan/macvlan_setup.go`,
/// `drivers/ipvlan/ipvlan_setup.go`). A parent that is missing is made: a dummy when none was
/// named, a VLAN device for a name such as `eth0.10`. What was made goes with its last network.
public final class Parents {
  /// The option that names the parent.
  public static final String OPTION = "parent";

  private static final String VETH = "veth";
  private static final int VETH_DIGITS = 7;
  private static final int ID_DIGITS = 12;
  private static final int VLAN_MAX = 4094;

  private final Machine machine;
  private final SlaveRules rules;
  private final String type;
  private final DeviceKind kind;
  private final String dummyPrefix;
  private final RandomStream names;
  private final Map<Network, Use> uses = new LinkedHashMap<>();

  /// Without networks.
  ///
  /// @param kind what the driver makes, which has the driver's name
  /// @param dummyPrefix how names of dummies begin
  public Parents(Machine machine, SlaveRules rules, DeviceKind kind, String dummyPrefix) {
    this.machine = machine;
    this.rules = rules;
    this.type = kind.word();
    this.kind = kind;
    this.dummyPrefix = dummyPrefix;
    this.names = machine.random("docker/" + type);
  }

  /// Whether a network names no parent, so that a dummy device is made for it.
  public static boolean isMissing(NetworkConfig config) {
    return config.options().getOrDefault(OPTION, "").isEmpty();
  }

  /// A network's parent.
  ///
  /// @param name the device's name
  /// @param isOurs whether the driver made it
  /// @param isExclusive whether no other network may use it
  private record Use(String name, boolean isOurs, boolean isExclusive) {}

  /// What the devices of this driver are called to the user, such as `dm-0123456789ab`.
  private String dummyName(Network network) {
    return dummyPrefix + network.id().substring(0, ID_DIGITS);
  }

  /// Whether a network stands on a dummy.
  public boolean isDummy(Network network) {
    return wanted(network).isEmpty();
  }

  private static String wanted(Network network) {
    return network.config().options().getOrDefault(OPTION, "");
  }

  /// Finds or makes the parent of a new network.
  ///
  /// @param isExclusive no other network may have the same parent
  /// @param mayShare another network may have it, where the engine allows that
  /// @throws EngineException with nothing changed
  public void add(Network network, boolean isExclusive, boolean mayShare) {
    String named = wanted(network);
    if (named.equals("lo")) {
      throw new EngineException("loopback interface is not a valid " + type + " parent link");
    }
    String name = named.isEmpty() ? dummyName(network) : named;
    boolean isOurs = false;
    for (Map.Entry<Network, Use> other : uses.entrySet()) {
      if (other.getValue().name.equals(name)) {
        checkShared(other.getKey(), other.getValue(), isExclusive, mayShare);
        isOurs |= other.getValue().isOurs;
      }
    }
    if (machine.root().device(name) == null) {
      make(name, named.isEmpty());
      isOurs = true;
    }
    uses.put(network, new Use(name, isOurs, isExclusive));
  }

  private void checkShared(Network other, Use use, boolean isExclusive, boolean mayShare) {
    if (!mayShare) {
      throw new EngineException(
          "network " + dummyName(other) + " is already using parent interface " + use.name);
    }
    String holder = type + " network " + other.id() + " is already using parent interface ";
    if (isExclusive) {
      throw new EngineException("cannot use mode passthru, " + holder + use.name);
    }
    if (use.isExclusive) {
      throw new EngineException(holder + use.name + " in mode passthru");
    }
  }

  private void make(String name, boolean isDummy) {
    if (isDummy && !machine.softnet().kernel().has(DeviceKind.DUMMY)) {
      throw new EngineException(Errno.text("EOPNOTSUPP"));
    }
    NetDevice made = isDummy ? new Dummy(machine.softnet(), name, machine.randomMac()) : vlan(name);
    made.setTxQueueFrames(0);
    machine.root().add(made);
    String error = made.openError();
    if (!error.isEmpty()) {
      machine.root().destroy(made);
      throw new EngineException(
          "failed to enable " + name + " the macvlan parent link " + Errno.text(error));
    }
    made.setUp(true);
  }

  /// Makes the VLAN device that a name such as `eth0.10` asks for (`createVlanLink`).
  private NetDevice vlan(String name) {
    if (!name.contains(".")) {
      throw new EngineException(
          "invalid subinterface vlan name " + name + ", example formatting is eth0.10");
    }
    String[] parts = name.split("\\.", -1);
    if (parts.length != 2) {
      throw new EngineException(
          "required interface name format is: name.vlan_id, ex. eth0.10 for vlan 10, instead"
              + " received "
              + name);
    }
    if (!parts[1].matches("[+-]?\\d{1,9}")) {
      throw new EngineException(
          "unable to parse a valid vlan id from: " + parts[1] + " (ex. eth0.10 for vlan 10)");
    }
    int id = Integer.parseInt(parts[1]);
    NetDevice base = machine.root().device(parts[0]);
    if (base == null) {
      throw new EngineException(rules.missingBase().formatted(parts[0]));
    }
    if (id < 1 || id > VLAN_MAX) {
      throw new EngineException("vlan id must be between 1-4094, received: " + id);
    }
    try {
      if (!machine.softnet().kernel().has(DeviceKind.VLAN)) {
        throw new IllegalArgumentException("EOPNOTSUPP");
      }
      return VlanDevice.on(base, new VlanDevice.Spec(name, Ethernet.VLAN, id));
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          "failed to create " + name + " vlan link: " + Errno.text(String.valueOf(e.getMessage())));
    }
  }

  /// Lets the parent of a network go; what the driver made for it is removed with the last user.
  public void remove(Network network) {
    Use gone = uses.remove(network);
    if (gone == null || !gone.isOurs) {
      return;
    }
    for (Use other : uses.values()) {
      if (other.name.equals(gone.name)) {
        return;
      }
    }
    Netns root = machine.root();
    NetDevice device = root.device(gone.name);
    if (device instanceof Dummy || device instanceof VlanDevice) {
      root.destroy(device);
    }
  }

  /// What makes a device on a parent.
  public interface Maker {
    /// Makes it.
    ///
    /// @throws IllegalArgumentException if the parent cannot have it; the message is the kernel's
    ///   errno word
    NetDevice make(NetDevice parent, String name);
  }

  /// Makes the device of an endpoint in the machine's namespace, from where it is moved.
  public NetDevice child(Network network, Maker maker) {
    Use use = uses.get(network);
    String name = use == null ? "" : use.name;
    NetDevice parent = machine.root().device(name);
    if (parent == null) {
      throw new EngineException(
          "the requested parent interface " + name + " was not found on the Docker host");
    }
    try {
      if (!machine.softnet().kernel().has(kind)) {
        throw new IllegalArgumentException("EOPNOTSUPP");
      }
      NetDevice made = maker.make(parent, freeName());
      made.setTxQueueFrames(0);
      machine.root().add(made);
      return made;
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          "failed to create the " + type + " port: " + Errno.text(String.valueOf(e.getMessage())));
    }
  }

  private String freeName() {
    String name;
    do {
      name = VETH + names.nextHex(VETH_DIGITS);
    } while (machine.root().device(name) != null);
    return name;
  }

  /// Removes the device of an endpoint, wherever it is.
  public void removeChild(@Nullable NetDevice device) {
    if (device == null) {
      return;
    }
    if (device.upper() instanceof Netns holder) {
      holder.destroy(device);
    } else {
      device.unregistered();
    }
  }
}
