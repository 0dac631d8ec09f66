package dev.drydock.drivers.macvlan;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.Macvlan;
import dev.drydock.core.device.MacvlanMode;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.network.Attachment;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.NetworkConfig;
import dev.drydock.drivers.network.NetworkDriver;
import dev.drydock.drivers.network.Sandbox;
import dev.drydock.drivers.parent.Parents;
import dev.drydock.drivers.parent.SlaveSubnets;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.LinkedHashMap;
import java.util.Map;

/// The driver `macvlan` (libnetwork `drivers/macvlan`): each endpoint is a macvlan device on the
/// parent. Nothing of it is seen on the machine; no rule, no route, no proxy is made.
///
/// ```
///   machine:    eth0 (parent) ----- the wire
///                 |
///   container:  eth0@eth0, a MAC of its own
/// ```
public final class MacvlanDriver implements NetworkDriver {
  private static final String MODE = "macvlan_mode";

  private final EngineProfile profile;
  private final Parents parents;
  private final RandomStream macs;
  private final Map<Network, MacvlanMode> modes = new LinkedHashMap<>();
  private final Map<Endpoint, NetDevice> devices = new LinkedHashMap<>();

  /// Without networks.
  public MacvlanDriver(Machine machine, EngineProfile profile) {
    this.profile = profile;
    this.parents = new Parents(machine, profile.slaves(), DeviceKind.MACVLAN, "dm-");
    this.macs = machine.random("docker/mac/macvlan");
  }

  @Override
  public String type() {
    return "macvlan";
  }

  @Override
  public boolean takesGateway(NetworkConfig config, boolean isV6) {
    boolean isInternal = config.flags().internal() || Parents.isMissing(config);
    return profile.slaves().gateways().apply(!isInternal);
  }

  @Override
  public void createNetwork(Network network) {
    SlaveSubnets.check(network);
    MacvlanMode mode = mode(network.config().options().getOrDefault(MODE, ""));
    boolean isExclusive = mode == MacvlanMode.PASSTHRU;
    parents.add(network, isExclusive, profile.slaves().sharesParents());
    modes.put(network, mode);
  }

  private static MacvlanMode mode(String word) {
    MacvlanMode mode = word.isEmpty() ? MacvlanMode.BRIDGE : MacvlanMode.of(word);
    if (mode == null || mode == MacvlanMode.SOURCE) {
      throw new EngineException(
          "requested macvlan mode '"
              + word
              + "' is not valid, 'bridge' mode is the macvlan driver default");
    }
    return mode;
  }

  @Override
  public void deleteNetwork(Network network) {
    modes.remove(network);
    parents.remove(network);
  }

  @Override
  public void createEndpoint(Endpoint endpoint, Sandbox sandbox) {
    if (endpoint.mac() == 0) {
      IpPrefix ipv4 = endpoint.ipv4();
      endpoint.setMac(
          profile.links().containerMac().choose(ipv4 == null ? null : ipv4.address(), macs));
    }
  }

  @Override
  public void deleteEndpoint(Endpoint endpoint) {
    parents.removeChild(devices.remove(endpoint));
  }

  @Override
  public Attachment join(Endpoint endpoint, Sandbox sandbox) {
    Network network = endpoint.network();
    MacvlanMode mode = modes.getOrDefault(network, MacvlanMode.BRIDGE);
    long mac = endpoint.mac();
    NetDevice device =
        parents.child(
            network, (parent, name) -> Macvlan.on(parent, new Macvlan.Spec(name, mac, mode)));
    devices.put(endpoint, device);
    boolean isClosed =
        network.config().flags().internal()
            || (profile.slaves().dummyIsInternal() && parents.isDummy(network));
    if (isClosed) {
      return new Attachment(device, "eth", null, null);
    }
    return new Attachment(
        device, "eth", SlaveSubnets.gateway(endpoint, false), SlaveSubnets.gateway(endpoint, true));
  }
}
