package dev.drydock.drivers.engine;

import dev.drydock.core.sim.Ordered;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A network a user asks for: the arguments of `docker network create`.
///
/// @param name its name
/// @param driver `-d`, `bridge` unless given
/// @param flags the switches
/// @param ipamDriver `--ipam-driver`, `default` unless given
/// @param ipamOptions `--ipam-opt`, which the docker client sends empty where none is given; null
///   of clients that send none
/// @param pools `--subnet` and its companions; empty lets the engine choose
/// @param options `-o`
/// @param labels `--label`
public record NetworkSpec(
    String name,
    String driver,
    Flags flags,
    String ipamDriver,
    @Nullable Map<String, String> ipamOptions,
    List<Pool> pools,
    Map<String, String> options,
    Map<String, String> labels) {

  /// Copies the collections, their order kept.
  public NetworkSpec {
    ipamOptions = ipamOptions == null ? null : Ordered.copyOf(ipamOptions);
    pools = List.copyOf(pools);
    options = Ordered.copyOf(options);
    labels = Ordered.copyOf(labels);
  }

  /// The switches of a network.
  ///
  /// @param internal `--internal`
  /// @param attachable `--attachable`
  /// @param ingress `--ingress`
  /// @param ipv4 `--ipv4`; null when not given
  /// @param ipv6 `--ipv6`; null when not given
  public record Flags(
      boolean internal,
      boolean attachable,
      boolean ingress,
      @Nullable Boolean ipv4,
      @Nullable Boolean ipv6) {
    /// No switch given.
    public static final Flags NONE = new Flags(false, false, false, null, null);
  }

  /// One `--subnet` with what belongs to it, as typed; empty text for what was not given.
  ///
  /// @param subnet `--subnet`
  /// @param ipRange `--ip-range`
  /// @param gateway `--gateway`
  /// @param auxAddresses `--aux-address`: name → address
  public record Pool(
      String subnet, String ipRange, String gateway, Map<String, String> auxAddresses) {
    /// Copies the addresses, their order kept.
    public Pool {
      auxAddresses = Ordered.copyOf(auxAddresses);
    }

    /// Only a subnet.
    public static Pool of(String subnet) {
      return new Pool(subnet, "", "", Map.of());
    }
  }

  /// A network of the driver `bridge` with everything left to the engine.
  public static NetworkSpec bridge(String name) {
    return new NetworkSpec(
        name, "bridge", Flags.NONE, "default", Map.of(), List.of(), Map.of(), Map.of());
  }

  /// The same with another driver.
  public NetworkSpec withDriver(String newDriver) {
    return new NetworkSpec(name, newDriver, flags, ipamDriver, ipamOptions, pools, options, labels);
  }

  /// The same with these switches.
  public NetworkSpec withFlags(Flags newFlags) {
    return new NetworkSpec(name, driver, newFlags, ipamDriver, ipamOptions, pools, options, labels);
  }

  /// The same with these pools.
  public NetworkSpec withPools(Pool... newPools) {
    return new NetworkSpec(
        name, driver, flags, ipamDriver, ipamOptions, List.of(newPools), options, labels);
  }

  /// The same with these driver options.
  public NetworkSpec withOptions(Map<String, String> newOptions) {
    return new NetworkSpec(name, driver, flags, ipamDriver, ipamOptions, pools, newOptions, labels);
  }
}
