package dev.drydock.scenarios.plan;

import dev.drydock.core.sim.Ordered;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A network that some container uses, with the arguments of `docker network create`.
///
/// @param key its key in the file
/// @param name its real name: `<project>_<key>` or the file's `name`
/// @param driver `bridge` unless given
/// @param flags the switches
/// @param ipamDriver `default` unless given
/// @param pools `ipam.config`; empty lets the engine choose
/// @param options `driver_opts`
/// @param labels with compose's own first
public record NetworkPlan(
    String key,
    String name,
    String driver,
    Flags flags,
    String ipamDriver,
    List<Pool> pools,
    Map<String, String> options,
    Map<String, String> labels) {

  /// Copies the collections, their order kept.
  public NetworkPlan {
    pools = List.copyOf(pools);
    options = Ordered.copyOf(options);
    labels = Ordered.copyOf(labels);
  }

  @Override
  public String toString() {
    return name
        + (" key=" + key)
        + (" driver=" + driver)
        + (" " + flags)
        + (" ipam=" + ipamDriver)
        + (" pools=" + pools)
        + (" options=" + options)
        + (" labels=" + labels);
  }

  /// The switches of a network. An external one exists before and is not created.
  public record Flags(
      boolean internal, boolean ipv4, boolean ipv6, boolean attachable, boolean external) {
    @Override
    public String toString() {
      return "internal="
          + internal
          + (" ipv4=" + ipv4)
          + (" ipv6=" + ipv6)
          + (" attachable=" + attachable)
          + (" external=" + external);
    }
  }

  /// One entry of `ipam.config`: `--subnet`, `--ip-range`, `--gateway`, `--aux-address`.
  public record Pool(
      @Nullable IpPrefix subnet,
      @Nullable IpPrefix ipRange,
      @Nullable IpAddress gateway,
      Map<String, IpAddress> auxAddresses) {
    /// Copies the addresses, their order kept.
    public Pool {
      auxAddresses = Ordered.copyOf(auxAddresses);
    }

    @Override
    public String toString() {
      return subnet + " range=" + ipRange + " gateway=" + gateway + " aux=" + auxAddresses;
    }
  }
}
