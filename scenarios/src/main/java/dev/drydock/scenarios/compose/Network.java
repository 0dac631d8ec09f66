package dev.drydock.scenarios.compose;

import dev.drydock.core.sim.Ordered;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An entry of the top-level `networks`.
public record Network(
    Located<String> key,
    @Nullable Located<String> name,
    @Nullable Located<String> driver,
    Switches switches,
    @Nullable Located<String> ipamDriver,
    List<IpamEntry> ipam,
    Map<String, Located<String>> options,
    Map<String, Located<String>> labels,
    @Nullable Node drydock) {

  /// Copies the collections, their order kept.
  public Network {
    ipam = List.copyOf(ipam);
    options = Ordered.copyOf(options);
    labels = Ordered.copyOf(labels);
  }

  /// `external`, `internal`, `enable_ipv4`, `enable_ipv6`, `attachable`; null when not given.
  public record Switches(
      boolean external,
      boolean internal,
      @Nullable Located<Boolean> ipv4,
      @Nullable Located<Boolean> ipv6,
      boolean attachable) {}

  /// An entry of `ipam.config`.
  public record IpamEntry(
      Place place,
      @Nullable Located<IpPrefix> subnet,
      @Nullable Located<IpPrefix> ipRange,
      @Nullable Located<IpAddress> gateway,
      Map<String, Located<IpAddress>> auxAddresses) {
    /// Copies the addresses, their order kept.
    public IpamEntry {
      auxAddresses = Ordered.copyOf(auxAddresses);
    }
  }
}
