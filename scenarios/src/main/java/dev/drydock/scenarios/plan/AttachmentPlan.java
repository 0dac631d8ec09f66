package dev.drydock.scenarios.plan;

import dev.drydock.core.sim.Ordered;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.text.MacAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A container's place on one network: the arguments of `docker network connect`.
///
/// @param network real name of the network
/// @param aliases container name, service name, then the file's own
/// @param ipv4 static address; null lets the engine choose
/// @param ipv6 static address; null lets the engine choose
/// @param linkLocal further addresses of the endpoint
/// @param mac null lets the engine choose
/// @param interfaceName null for `eth0`, `eth1` …
/// @param gwPriority the highest gives the default gateway
/// @param options `driver_opts` of the endpoint
/// @param hasSettings whether the file has more of it than the name
public record AttachmentPlan(
    String network,
    List<String> aliases,
    @Nullable IpAddress ipv4,
    @Nullable IpAddress ipv6,
    List<IpAddress> linkLocal,
    @Nullable MacAddress mac,
    @Nullable String interfaceName,
    int gwPriority,
    Map<String, String> options,
    boolean hasSettings) {

  /// Copies the collections, their order kept.
  public AttachmentPlan {
    aliases = List.copyOf(aliases);
    linkLocal = List.copyOf(linkLocal);
    options = Ordered.copyOf(options);
  }

  /// The same under other names.
  public AttachmentPlan withAliases(List<String> others) {
    return new AttachmentPlan(
        network,
        others,
        ipv4,
        ipv6,
        linkLocal,
        mac,
        interfaceName,
        gwPriority,
        options,
        hasSettings);
  }

  @Override
  public String toString() {
    return network
        + (" aliases=" + aliases)
        + (" ipv4=" + ipv4)
        + (" ipv6=" + ipv6)
        + (" linkLocal=" + linkLocal)
        + (" mac=" + mac)
        + (" interface=" + interfaceName)
        + (" priority=" + gwPriority)
        + (" options=" + options)
        + (hasSettings ? " settings" : "");
  }
}
