package dev.drydock.scenarios.model;

import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Keys;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.MacAddress;
import dev.drydock.scenarios.text.Quantities;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a DHCP server: `{ dhcp: 67, range: 192.168.1.100-192.168.1.199, lease: 12h }`.
final class DhcpDecoder {
  static final Keys KEYS =
      Keys.of(
          "authoritative",
          "dhcp",
          "domain",
          "hosts",
          "lease",
          "nameservers",
          "nic",
          "ping",
          "range",
          "router",
          "server");

  private static final String ADDRESS = "an address such as 192.168.1.1";

  /// One hour: dnsmasq's `DEFLEASE`.
  private static final int LEASE_SECONDS = 3600;

  /// Two minutes: the shortest lease dnsmasq gives.
  private static final int LEASE_SECONDS_MIN = 120;

  private final Fields fields;
  private final Diagnostics diagnostics;

  DhcpDecoder(Fields fields, Diagnostics diagnostics) {
    this.fields = fields;
    this.diagnostics = diagnostics;
  }

  Serve.@Nullable Dhcp server(int port) {
    Located<List<IpAddress>> range =
        fields.value("range", "a range such as 192.168.1.100-192.168.1.199", DhcpDecoder::range);
    Located<String> nic = fields.text("nic");
    Serve.DhcpSettings settings = settings();
    if (range == null) {
      if (!fields.has("range")) {
        diagnostics.error(
            fields.place(),
            fields.path() + ": a DHCP server needs a range",
            "give it one such as range: 192.168.1.100-192.168.1.199");
      }
      return null;
    }
    return new Serve.Dhcp(
        port,
        nic == null ? "" : nic.value(),
        range.value().getFirst(),
        range.value().getLast(),
        settings);
  }

  private Serve.DhcpSettings settings() {
    Located<Integer> lease = fields.value("lease", "a time such as 12h", DhcpDecoder::seconds);
    Located<String> domain = fields.text("domain");
    Located<Boolean> ping = fields.flag("ping");
    Located<Boolean> authoritative = fields.flag("authoritative");
    return new Serve.DhcpSettings(
        lease == null ? LEASE_SECONDS : Math.max(LEASE_SECONDS_MIN, lease.value()),
        addresses("router"),
        addresses("nameservers"),
        domain == null ? "" : domain.value(),
        hosts(),
        ping == null || ping.value(),
        authoritative != null && authoritative.value());
  }

  private List<IpAddress> addresses(String key) {
    return fields.values(key, ADDRESS, DhcpDecoder::v4).stream().map(Located::value).toList();
  }

  private static @Nullable IpAddress v4(String text) {
    IpAddress address = IpAddress.parseOrNull(text);
    return address == null || address.isV6() ? null : address;
  }

  private static @Nullable List<IpAddress> range(String text) {
    int cut = text.indexOf('-');
    IpAddress first = cut < 0 ? null : v4(text.substring(0, cut).strip());
    IpAddress last = cut < 0 ? null : v4(text.substring(cut + 1).strip());
    boolean isRange =
        first != null && last != null && Integer.compareUnsigned(first.v4(), last.v4()) <= 0;
    return isRange ? List.of(first, last) : null;
  }

  private static @Nullable Integer seconds(String text) {
    Long nanos = Quantities.nanos(text);
    return nanos == null ? null : (int) Math.min(Integer.MAX_VALUE, nanos / Nanos.SECOND);
  }

  private Map<MacAddress, IpAddress> hosts() {
    Map<MacAddress, IpAddress> hosts = new LinkedHashMap<>();
    Fields entries = fields.freeFields("hosts");
    for (Located<String> key : entries.keys()) {
      MacAddress mac = MacAddress.parse(key.value());
      Located<IpAddress> address = entries.value(key.value(), ADDRESS, DhcpDecoder::v4);
      if (mac == null) {
        diagnostics.error(
            key.place(),
            "\"" + key.value() + "\" is not a MAC address",
            "write it as \"08:00:27:00:01:29\"");
      } else if (address != null) {
        hosts.put(mac, address.value());
      }
    }
    return hosts;
  }
}
