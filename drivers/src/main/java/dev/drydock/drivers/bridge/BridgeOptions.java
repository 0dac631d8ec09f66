package dev.drydock.drivers.bridge;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.firewall.GatewayMode;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.NetworkConfig;
import dev.drydock.drivers.port.PortMapper;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The options of a bridge network, read (libnetwork `drivers/bridge/labels.go`). Unknown ones are
/// ignored, as the engine does.
///
/// @param bridge the device
/// @param mtu 0 leaves the kernel's
/// @param icc containers may talk to each other
/// @param masquerade packets that leave get the machine's address
/// @param isDefault this is the default network
/// @param inhibitIpv4 the bridge gets no IPv4 address
/// @param mode4 how containers are reached by IPv4
/// @param mode6 how containers are reached by IPv6
/// @param hostBinding where ports are published that name no address
/// @param hostIpv4 the source of packets that leave; null for the one of the interface
/// @param hostIpv6 the same for IPv6
/// @param interfacePrefix how names of container interfaces begin
/// @param trusted interfaces from which container addresses may be reached
record BridgeOptions(
    String bridge,
    int mtu,
    boolean icc,
    boolean masquerade,
    boolean isDefault,
    boolean inhibitIpv4,
    GatewayMode mode4,
    GatewayMode mode6,
    IpAddress hostBinding,
    @Nullable IpAddress hostIpv4,
    @Nullable IpAddress hostIpv6,
    String interfacePrefix,
    List<String> trusted) {
  static final String BRIDGE = "com.docker.network.bridge.";
  static final String NAME = BRIDGE + "name";
  static final String DEFAULT_BRIDGE = BRIDGE + "default_bridge";
  static final String ICC = BRIDGE + "enable_icc";
  static final String MASQUERADE = BRIDGE + "enable_ip_masquerade";
  static final String HOST_BINDING = BRIDGE + "host_binding_ipv4";
  static final String INHIBIT_IPV4 = BRIDGE + "inhibit_ipv4";
  static final String MTU = "com.docker.network.driver.mtu";

  private static final List<String> TRUE = List.of("1", "t", "T", "TRUE", "true", "True");
  private static final List<String> FALSE = List.of("0", "f", "F", "FALSE", "false", "False");
  private static final int NAME_DIGITS = 12;

  /// Reads the options of a network.
  static BridgeOptions of(Network network, EngineProfile profile) {
    Map<String, String> options = network.config().options();
    boolean hasModes = profile.hasGatewayModes();
    return new BridgeOptions(
        bridge(network),
        mtu(options),
        flag(options, ICC, true),
        flag(options, MASQUERADE, true),
        flag(options, DEFAULT_BRIDGE, false),
        flag(options, INHIBIT_IPV4, false),
        hasModes ? mode(options, BRIDGE + "gateway_mode_ipv4") : GatewayMode.NAT,
        hasModes ? mode(options, BRIDGE + "gateway_mode_ipv6") : GatewayMode.NAT,
        address(options, HOST_BINDING, IpAddress.ANY_V4),
        host(options, "com.docker.network.host_ipv4"),
        host(options, "com.docker.network.host_ipv6"),
        options.getOrDefault("com.docker.network.container_iface_prefix", "eth"),
        trusted(options.getOrDefault(BRIDGE + "trusted_host_interfaces", "")));
  }

  /// The bridge of a network: named by an option, else by the network's id.
  static String bridge(Network network) {
    String name = network.config().options().getOrDefault(NAME, "");
    return name.isEmpty() ? "br-" + network.id().substring(0, NAME_DIGITS) : name;
  }

  PortMapper.Routed routed() {
    return new PortMapper.Routed(mode4 == GatewayMode.ROUTED, mode6 == GatewayMode.ROUTED);
  }

  /// Whether the bridge, or a container on it, has use for the address of a gateway
  /// (`GetSkipGwAlloc`).
  static boolean hasGateway(NetworkConfig config, boolean isV6) {
    Map<String, String> options = config.options();
    if (isV6) {
      return mode(options, BRIDGE + "gateway_mode_ipv6") != GatewayMode.ISOLATED;
    }
    boolean isNowhere = config.flags().internal() && flag(options, INHIBIT_IPV4, false);
    return !isNowhere && mode(options, BRIDGE + "gateway_mode_ipv4") != GatewayMode.ISOLATED;
  }

  private static int mtu(Map<String, String> options) {
    String text = options.getOrDefault(MTU, "0");
    if (!text.matches("[+-]?\\d{1,9}")) {
      throw invalid(MTU, text, "strconv.Atoi: parsing \"" + text + "\": invalid syntax");
    }
    int mtu = Integer.parseInt(text);
    if (mtu < 0) {
      throw new EngineException("invalid MTU number: " + mtu);
    }
    return mtu;
  }

  private static boolean flag(Map<String, String> options, String key, boolean otherwise) {
    String text = options.get(key);
    if (text == null) {
      return otherwise;
    }
    if (!TRUE.contains(text) && !FALSE.contains(text)) {
      throw invalid(key, text, "strconv.ParseBool: parsing \"" + text + "\": invalid syntax");
    }
    return TRUE.contains(text);
  }

  private static GatewayMode mode(Map<String, String> options, String key) {
    String text = options.get(key);
    if (text == null) {
      return GatewayMode.NAT;
    }
    for (GatewayMode mode : GatewayMode.values()) {
      if (mode.word().equals(text)) {
        return mode;
      }
    }
    throw invalid(key, text, "unknown gateway mode " + text);
  }

  private static IpAddress address(Map<String, String> options, String key, IpAddress otherwise) {
    String text = options.get(key);
    if (text == null) {
      return otherwise;
    }
    IpAddress address = IpAddress.parseOrNull(text);
    if (address == null) {
      throw invalid(key, text, "nil ip");
    }
    return address;
  }

  private static @Nullable IpAddress host(Map<String, String> options, String key) {
    return options.containsKey(key) ? address(options, key, IpAddress.ANY_V4) : null;
  }

  private static List<String> trusted(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
  }

  private static EngineException invalid(String key, String value, String reason) {
    return new EngineException("failed to parse " + key + " value: " + value + " (" + reason + ")");
  }
}
