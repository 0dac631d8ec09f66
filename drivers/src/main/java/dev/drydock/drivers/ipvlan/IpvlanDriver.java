package dev.drydock.drivers.ipvlan;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.Ipvlan;
import dev.drydock.core.device.IpvlanFlag;
import dev.drydock.core.device.IpvlanMode;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.wire.IpAddress;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The driver `ipvlan` (libnetwork `drivers/ipvlan`): each endpoint is an ipvlan device on the
/// parent. In the modes `l3` and `l3s` its default route has no gateway: the machine routes what it
/// sends.
public final class IpvlanDriver implements NetworkDriver {
  private static final String MODE = "ipvlan_mode";
  private static final String FLAG = "ipvlan_flag";

  private final EngineProfile profile;
  private final Parents parents;
  private final Map<Network, Kind> kinds = new LinkedHashMap<>();
  private final Map<Endpoint, NetDevice> devices = new LinkedHashMap<>();

  /// Without networks.
  public IpvlanDriver(Machine machine, EngineProfile profile) {
    this.profile = profile;
    this.parents = new Parents(machine, profile.slaves(), DeviceKind.IPVLAN, "di-");
  }

  /// What the devices of a network are.
  private record Kind(IpvlanMode mode, IpvlanFlag flag) {}

  @Override
  public String type() {
    return "ipvlan";
  }

  @Override
  public boolean takesGateway(NetworkConfig config, boolean isV6) {
    boolean isInternal = config.flags().internal() || Parents.isMissing(config);
    boolean isRouted = config.options().getOrDefault(MODE, "").startsWith("l3");
    return profile.slaves().gateways().apply(!isInternal && !isRouted);
  }

  @Override
  public void createNetwork(Network network) {
    SlaveSubnets.check(network);
    Map<String, String> options = network.config().options();
    Kind kind = new Kind(mode(options.getOrDefault(MODE, "")), flag(options));
    parents.add(network, false, false);
    kinds.put(network, kind);
  }

  private IpvlanMode mode(String word) {
    IpvlanMode mode = word.isEmpty() ? IpvlanMode.L2 : IpvlanMode.of(word);
    if (mode == null || (mode == IpvlanMode.L3S && !profile.slaves().knowsL3s())) {
      throw new EngineException(
          "requested ipvlan mode '"
              + word
              + "' is not valid, 'l2' mode is the ipvlan driver default");
    }
    return mode;
  }

  private IpvlanFlag flag(Map<String, String> options) {
    String word = profile.slaves().knowsL3s() ? options.getOrDefault(FLAG, "") : "";
    IpvlanFlag flag = word.isEmpty() ? IpvlanFlag.BRIDGE : IpvlanFlag.of(word);
    if (flag == null) {
      throw new EngineException(
          "requested ipvlan flag '"
              + word
              + "' is not valid, 'bridge' is the ipvlan driver default");
    }
    return flag;
  }

  @Override
  public void deleteNetwork(Network network) {
    kinds.remove(network);
    parents.remove(network);
  }

  @Override
  public void createEndpoint(Endpoint endpoint, Sandbox sandbox) {
    if (endpoint.mac() != 0) {
      throw new EngineException("ipvlan interfaces do not support custom mac address assignment");
    }
  }

  @Override
  public void deleteEndpoint(Endpoint endpoint) {
    parents.removeChild(devices.remove(endpoint));
  }

  @Override
  public Attachment join(Endpoint endpoint, Sandbox sandbox) {
    Network network = endpoint.network();
    Kind kind = kinds.getOrDefault(network, new Kind(IpvlanMode.L2, IpvlanFlag.BRIDGE));
    NetDevice device =
        parents.child(
            network,
            (parent, name) -> Ipvlan.on(parent, new Ipvlan.Spec(name, kind.mode, kind.flag)));
    devices.put(endpoint, device);
    boolean isClosed =
        network.config().flags().internal()
            || (profile.slaves().dummyIsInternal() && parents.isDummy(network));
    if (isClosed) {
      return new Attachment(device, "eth", null, null);
    }
    if (kind.mode != IpvlanMode.L2) {
      return Attachment.onLink(device, "eth", defaults(endpoint));
    }
    return new Attachment(
        device, "eth", SlaveSubnets.gateway(endpoint, false), SlaveSubnets.gateway(endpoint, true));
  }

  /// The default routes out of the device.
  private static List<IpPrefix> defaults(Endpoint endpoint) {
    List<IpPrefix> routes = new ArrayList<>();
    if (endpoint.ipv4() != null) {
      routes.add(new IpPrefix(IpAddress.ANY_V4, 0));
    }
    if (endpoint.ipv6() != null) {
      routes.add(new IpPrefix(IpAddress.ANY_V6, 0));
    }
    return routes;
  }
}
