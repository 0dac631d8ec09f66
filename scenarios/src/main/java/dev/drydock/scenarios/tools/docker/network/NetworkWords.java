package dev.drydock.scenarios.tools.docker.network;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.engine.ContainerSpec;
import dev.drydock.drivers.engine.EndpointSpec;
import dev.drydock.drivers.profile.ClientProfile;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.scenarios.text.MacAddress;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The options of `docker run` that say which networks a container joins, and how (docker/cli
/// `opts/network.go`, `cli/command/container/opts.go`, `parseNetworkOpts`).
public final class NetworkWords {
  private static final Set<String> MODES = Set.of("default", "bridge", "host", "none", "");

  private NetworkWords() {}

  /// Adds them. Aliases and addresses without a network of their own belong to the first one.
  ///
  /// @param profile tells whether they count, without a network, for the default one, and, up to
  ///   26, whether links are refused on networks that are not the user's
  public static void add(ContainerSpec.Builder builder, Flags.Given given, EngineProfile profile)
      throws Failure {
    boolean sendsDefault = profile.addressing().defaultEndpointIsSent();
    boolean refusesLinks = profile.client().refusesLinksElsewhere();
    boolean ranks = profile.client().ranksGateways();
    List<String> networks = new ArrayList<>(given.all("network"));
    networks.addAll(given.all("net"));
    if (networks.isEmpty() && !sendsDefault) {
      builder.network("default");
      return;
    }
    if (!networks.isEmpty()
        && refusesLinks
        && !given.all("link").isEmpty()
        && !isUserDefined(networks.getFirst())) {
      throw Failure.options("links are only supported for user-defined networks");
    }
    List<EndpointSpec> endpoints = new ArrayList<>();
    for (String text : networks.isEmpty() ? List.of("default") : networks) {
      endpoints.add(endpoint(text, ranks));
    }
    endpoints.set(0, first(endpoints.get(0), given, profile.client()));
    check(endpoints);
    boolean isBare = endpoints.get(0).equals(EndpointSpec.on(endpoints.get(0).network()));
    if (endpoints.size() == 1 && isBare) {
      builder.network(endpoints.get(0).network());
    } else {
      endpoints.forEach(builder::endpoint);
    }
  }

  private static EndpointSpec first(EndpointSpec spec, Flags.Given given, ClientProfile client)
      throws Failure {
    List<String> aliases = new ArrayList<>(given.all("network-alias"));
    aliases.addAll(given.all("net-alias"));
    String ip = given.last("ip", "");
    String ip6 = given.last("ip6", "");
    boolean hasMac = !given.last("mac-address", "").isEmpty();
    exclude(!spec.aliases().isEmpty() && !aliases.isEmpty(), "network-alias", "alias");
    exclude(spec.ipv4() != null && !ip.isEmpty(), "ip", "IPv4 address");
    exclude(spec.ipv6() != null && !ip6.isEmpty(), "ip6", "IPv6 address");
    exclude(!spec.mac().isEmpty() && hasMac, "mac-address", "MAC address");
    EndpointSpec full = spec.withAliases(joined(spec.aliases(), aliases));
    full = full.withLinkLocal(linkLocal(given));
    return withAddresses(full, given, client);
  }

  /// `--link-local-ip`.
  static List<IpAddress> linkLocal(Flags.Given given) throws Failure {
    List<IpAddress> addresses = new ArrayList<>();
    for (String text : given.all("link-local-ip")) {
      addresses.add(address(text));
    }
    return addresses;
  }

  private static void exclude(boolean isGivenTwice, String option, String what) throws Failure {
    if (isGivenTwice) {
      throw Failure.options(
          "conflicting options: cannot specify both --" + option + " and per-network " + what);
    }
  }

  private static void check(List<EndpointSpec> endpoints) throws Failure {
    Set<String> names = new LinkedHashSet<>();
    boolean hasOwn = false;
    boolean hasMode = false;
    for (EndpointSpec endpoint : endpoints) {
      boolean isOwn = isUserDefined(endpoint.network());
      hasOwn |= isOwn;
      hasMode |= !isOwn;
      if (!isOwn && !endpoint.aliases().isEmpty()) {
        throw Failure.options(
            "network-scoped aliases are only supported for user-defined networks");
      }
      if (!names.add(endpoint.network())) {
        throw Failure.options("network \"" + endpoint.network() + "\" is specified multiple times");
      }
    }
    if (hasOwn && hasMode) {
      throw Failure.options(
          "conflicting options: cannot attach both user-defined and non-user-defined"
              + " network-modes");
    }
  }

  private static boolean isUserDefined(String network) {
    return !MODES.contains(network) && !network.startsWith("container:");
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /// `NAME`, or `name=NAME,ip=…,alias=…,mac-address=…,gw-priority=…,driver-opt=…`.
  ///
  /// @param ranks whether one of them may be preferred for the way out: from 28 on
  private static EndpointSpec endpoint(String text, boolean ranks) throws Failure {
    if (!text.contains("=")) {
      return EndpointSpec.on(text);
    }
    EndpointSpec spec = EndpointSpec.on("");
    for (String part : text.split(",", -1)) {
      int cut = part.indexOf('=');
      if (cut < 0) {
        throw invalid(text, "invalid field " + part);
      }
      if (!ranks && part.startsWith("gw-priority=")) {
        throw invalid(text, "invalid field key gw-priority");
      }
      spec = with(spec, part.substring(0, cut).strip(), part.substring(cut + 1).strip(), text);
    }
    if (spec.network().isEmpty()) {
      throw invalid(text, "network name/id is not specified");
    }
    return spec;
  }

  private static EndpointSpec with(EndpointSpec spec, String key, String value, String text)
      throws Failure {
    return switch (key) {
      case "name" -> spec.onNetwork(value);
      case "alias" -> spec.withAliases(joined(spec.aliases(), List.of(value)));
      case "ip" -> spec.withIpv4(address(value, text));
      case "ip6" -> spec.withIpv6(address(value, text));
      case "mac-address" -> spec.withMac(mac(value));
      case "gw-priority" -> spec.withGwPriority(number(value, text));
      case "driver-opt" -> spec.withDriverOptions(option(spec, value, text));
      default -> throw invalid(text, "invalid field key " + key);
    };
  }

  private static String mac(String value) throws Failure {
    if (MacAddress.parse(value) == null) {
      throw Failure.options(value + " is not a valid mac address");
    }
    return value;
  }

  private static IpAddress address(String value, String text) throws Failure {
    IpAddress address = IpAddress.parseOrNull(value);
    if (address == null) {
      throw invalid(text, "invalid IP address: " + value);
    }
    return address;
  }

  private static Map<String, String> option(EndpointSpec spec, String value, String text)
      throws Failure {
    if (!value.contains("=")) {
      throw invalid(text, "invalid key value pair format in driver options");
    }
    Map<String, String> options = new LinkedHashMap<>(spec.driverOptions());
    options.putAll(FlagValues.pairs(List.of(value)));
    return options;
  }

  private static int number(String value, String text) throws Failure {
    if (!value.matches("-?\\d{1,9}")) {
      throw invalid(text, "invalid gw-priority (" + value + "): invalid syntax");
    }
    return Integer.parseInt(value);
  }

  private static Failure invalid(String text, String why) {
    return Failure.usage("invalid argument \"" + text + "\" for \"--network\" flag: " + why, "run");
  }

  /// What the engine of 20.10 says of `--ip` and `--ip6` (`runconfig`, `ValidateIPAM`); empty when
  /// both can be read.
  public static String unreadableAddress(DockerCall call, Flags.Given given) {
    for (boolean isV6 : new boolean[] {false, true}) {
      String text = given.last(isV6 ? "ip6" : "ip", "");
      IpAddress address = IpAddress.parseOrNull(text);
      boolean fits = text.isEmpty() || (address != null && address.isV6() == isV6);
      if (!fits && call.client().sendsAnyAddress()) {
        return "invalid IPv" + (isV6 ? 6 : 4) + " address: " + text;
      }
    }
    return "";
  }

  private static IpAddress address(String text) throws Failure {
    IpAddress address = IpAddress.parseOrNull(text);
    if (address == null) {
      throw Failure.usage("invalid IP address: " + text, "run");
    }
    return address;
  }

  /// With those of `--ip` and `--ip6`. Up to 28 it is the engine that reads them.
  static EndpointSpec withAddresses(EndpointSpec spec, Flags.Given given, ClientProfile client)
      throws Failure {
    EndpointSpec full = spec;
    for (boolean isV6 : new boolean[] {false, true}) {
      String text = given.last(isV6 ? "ip6" : "ip", "");
      if (text.isEmpty()) {
        continue;
      }
      boolean isForEngine = IpAddress.parseOrNull(text) == null && !client.readsAddresses();
      if (isForEngine) {
        full = full.withUnreadable(isV6, text);
      } else {
        full = isV6 ? full.withIpv6(address(text)) : full.withIpv4(address(text));
      }
    }
    return full;
  }
}
