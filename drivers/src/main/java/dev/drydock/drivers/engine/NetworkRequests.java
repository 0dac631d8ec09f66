package dev.drydock.drivers.engine;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.network.NetworkConfig;
import dev.drydock.drivers.network.SubnetRequest;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks what is asked of a network (Docker `api/types/network/ipam.go`).
final class NetworkRequests {
  private static final List<String> IPAM_DRIVERS = List.of("default", "null", "windows", "");

  private static final String IPV4 = "com.docker.network.enable_ipv4";
  private static final String IPV6 = "com.docker.network.enable_ipv6";

  /// Go's `strconv.ParseBool`.
  private static final List<String> TRUE = List.of("1", "t", "T", "true", "TRUE", "True");

  private static final List<String> FALSE = List.of("0", "f", "F", "false", "FALSE", "False");

  private NetworkRequests() {}

  static NetworkConfig config(NetworkSpec spec, Context context) {
    List<SubnetRequest> subnets = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    boolean checks = context.profile().addressing().checksPools();
    if (!IPAM_DRIVERS.contains(spec.ipamDriver())) {
      throw new EngineException(
          context.profile().texts().network().noDriver().formatted(spec.ipamDriver()));
    }
    for (NetworkSpec.Pool pool : spec.pools()) {
      SubnetRequest request = checks ? request(pool, problems) : unchecked(pool, problems);
      if (request != null) {
        subnets.add(request);
      }
    }
    if (!problems.isEmpty() && !checks) {
      throw new EngineException(problems.getFirst());
    }
    if (!problems.isEmpty()) {
      throw new EngineException("invalid network config:\n" + String.join("\n", problems));
    }
    Map<String, String> options =
        new LinkedHashMap<>(context.config().networkOptions(spec.driver()));
    options.putAll(spec.options());
    NetworkSpec.Flags flags = spec.flags();
    EngineProfile profile = context.profile();
    boolean hasIpv4 = has(flags.ipv4(), true, profile.hasIpv4Option() ? options : Map.of(), IPV4);
    boolean hasIpv6 = has(flags.ipv6(), false, profile.hasIpv6Option() ? options : Map.of(), IPV6);
    if (profile.forgetsIpOptions()) {
      forget(flags, options);
    }
    boolean isBare = !hasIpv4 && !hasIpv6;
    if (isBare && spec.driver().equals("bridge")) {
      throw new EngineException("IPv4 or IPv6 must be enabled");
    }
    return new NetworkConfig(
        spec.name(),
        spec.driver(),
        new NetworkConfig.Flags(
            flags.internal(), flags.attachable(), flags.ingress(), hasIpv4, hasIpv6),
        ipam(spec, subnets),
        options,
        spec.labels());
  }

  /// Whether the network has an IP version: by its switch, else by its option (moby
  /// `daemon/network.go`, `createNetwork`).
  private static boolean has(
      @Nullable Boolean given, boolean usually, Map<String, String> options, String key) {
    String option = options.get(key);
    if (given != null || option == null) {
      return given != null ? given : usually;
    }
    if (!TRUE.contains(option) && !FALSE.contains(option)) {
      throw new EngineException("driver-opt \"" + key + "\" is not a valid bool");
    }
    return TRUE.contains(option);
  }

  private static void forget(NetworkSpec.Flags flags, Map<String, String> options) {
    if (flags.ipv4() != null) {
      options.remove(IPV4);
    }
    if (flags.ipv6() != null) {
      options.remove(IPV6);
    }
  }

  private static NetworkConfig.Ipam ipam(NetworkSpec spec, List<SubnetRequest> subnets) {
    Map<String, String> options = spec.ipamOptions();
    return new NetworkConfig.Ipam(
        spec.ipamDriver(), options == null ? Map.of() : options, options != null, subnets);
  }

  /// Engine 20.10 refuses only what is no prefix; IPAM masks what has bits behind its length. As
  /// recorded.
  private static @Nullable SubnetRequest unchecked(NetworkSpec.Pool pool, List<String> problems) {
    IpPrefix subnet = IpPrefix.parseOrNull(pool.subnet());
    if (subnet == null && !pool.subnet().isEmpty()) {
      problems.add("Invalid subnet " + pool.subnet() + " : invalid CIDR address: " + pool.subnet());
      return null;
    }
    IpPrefix range = pool.ipRange().isEmpty() ? null : IpPrefix.parseOrNull(pool.ipRange());
    if (range != null && subnet != null && range.length() < subnet.length()) {
      range = null; // no less than the whole subnet
    }
    List<String> others = new ArrayList<>();
    NetworkSpec.Pool rest = new NetworkSpec.Pool("", "", pool.gateway(), pool.auxAddresses());
    SubnetRequest addresses = request(rest, others);
    problems.addAll(others);
    return addresses == null
        ? null
        : new SubnetRequest(
            subnet,
            range == null ? null : range.masked(),
            addresses.gateway(),
            addresses.auxAddresses(),
            words(pool, range));
  }

  private static SubnetRequest.Words words(NetworkSpec.Pool pool, @Nullable IpPrefix range) {
    boolean isKept = range != null && range.isMasked();
    return new SubnetRequest.Words(pool.subnet(), isKept ? pool.ipRange() : "", pool.gateway());
  }

  private static @Nullable SubnetRequest request(NetworkSpec.Pool pool, List<String> problems) {
    IpPrefix subnet = IpPrefix.parseOrNull(pool.subnet());
    if (subnet == null && !pool.subnet().isEmpty()) {
      problems.add("invalid subnet " + pool.subnet() + ": invalid CIDR block notation");
      return null;
    }
    if (subnet != null && !subnet.isMasked()) {
      problems.add("invalid subnet " + subnet + ": it should be " + subnet.masked());
    }
    IpPrefix range = pool.ipRange().isEmpty() ? null : IpPrefix.parseOrNull(pool.ipRange());
    if (!pool.ipRange().isEmpty()) {
      checkRange(pool.ipRange(), range, subnet, problems);
    }
    IpAddress gateway = address(pool.gateway(), "gateway", subnet, problems);
    Map<String, IpAddress> auxiliary = new LinkedHashMap<>();
    pool.auxAddresses()
        .forEach((name, text) -> {
          IpAddress address = address(text, "auxiliary address " + name, subnet, problems);
          if (address != null) {
            auxiliary.put(name, address);
          }
        });
    return new SubnetRequest(subnet, range, gateway, auxiliary, words(pool, range));
  }

  private static void checkRange(
      String text, @Nullable IpPrefix range, @Nullable IpPrefix subnet, List<String> problems) {
    String what = "invalid ip-range " + text + ": ";
    if (range == null) {
      problems.add(what + "invalid CIDR block notation");
      return;
    }
    if (subnet == null) {
      return;
    }
    if (range.isV6() != subnet.isV6()) {
      problems.add(what + "parent subnet is an IPv" + (subnet.isV6() ? 6 : 4) + " block");
      return;
    }
    if (range.length() < subnet.length()) {
      problems.add(what + "CIDR block is bigger than its parent subnet " + subnet);
    }
    if (!range.isMasked()) {
      problems.add(what + "it should be " + range.masked());
    }
    if (!subnet.overlaps(range)) {
      problems.add(what + "parent subnet " + subnet + " doesn't contain ip-range");
    }
  }

  private static @Nullable IpAddress address(
      String text, String what, @Nullable IpPrefix subnet, List<String> problems) {
    if (text.isEmpty()) {
      return null;
    }
    IpAddress address = IpAddress.parseOrNull(text);
    boolean isAuxiliary = what.startsWith("auxiliary");
    String subject = isAuxiliary ? "invalid " + what : "invalid " + what + " " + text;
    if (address == null) {
      problems.add(subject + ": invalid address");
    } else if (subnet != null && address.isV6() != subnet.isV6()) {
      problems.add(subject + ": parent subnet is an IPv" + (subnet.isV6() ? 6 : 4) + " block");
    } else if (subnet != null && !subnet.contains(address)) {
      problems.add(subject + ": parent subnet " + subnet + " doesn't contain this address");
    }
    return address;
  }
}
