package dev.drydock.scenarios.model;

import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import dev.drydock.core.wire.RouterAdvertisement;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Keys;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Quantities;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a router that tells its link of itself: `{ ra: eth1, prefix: 2001:db8:1::/64 }`.
final class AdvertiseDecoder {
  static final Keys KEYS =
      Keys.of(
          "autonomous",
          "domain",
          "interval",
          "lifetime",
          "managed",
          "mtu",
          "nameservers",
          "onlink",
          "other",
          "preference",
          "preferred",
          "prefix",
          "ra",
          "server",
          "valid");

  /// Radvd's defaults, seconds.
  private static final int INTERVAL_SECONDS = 600;

  private static final long VALID_SECONDS = 86_400;
  private static final long PREFERRED_SECONDS = 14_400;
  private static final int HOP_LIMIT = 64;

  private static final long INTERVAL_SECONDS_MIN = 4;
  private static final long LIFETIME_SECONDS_MAX = 65_535;
  private static final long MTU_MAX = 131_072;
  private static final String TIME = "a time such as 30m";

  /// What DNS allows a name (RFC 1035).
  private static final String DOMAIN = "(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*";

  private final Fields fields;

  AdvertiseDecoder(Fields fields) {
    this.fields = fields;
  }

  Serve.@Nullable Advertise server() {
    Located<String> nic = fields.text("ra");
    int interval = interval();
    long lifetime = seconds("lifetime", Math.min(LIFETIME_SECONDS_MAX, 3L * interval));
    Located<Integer> preference =
        fields.value("preference", "low, medium or high", AdvertiseDecoder::preference);
    RouterAdvertisement.Router router =
        new RouterAdvertisement.Router(
            HOP_LIMIT,
            is("managed", false),
            is("other", false),
            preference == null ? 0 : preference.value(),
            (int) Math.min(LIFETIME_SECONDS_MAX, lifetime));
    Located<Long> mtu = fields.number("mtu", Ipv6.MTU_BYTES_MIN, MTU_MAX);
    if (nic == null) {
      return null;
    }
    return new Serve.Advertise(
        nic.value(),
        router,
        prefixes(),
        networkDefaults(),
        names(3L * interval),
        mtu == null ? 0 : mtu.value().intValue(),
        interval);
  }

  private int interval() {
    long seconds = seconds("interval", INTERVAL_SECONDS);
    return (int) Math.clamp(seconds, INTERVAL_SECONDS_MIN, LIFETIME_SECONDS_MAX);
  }

  private RouterAdvertisement.Prefix networkDefaults() {
    long valid = seconds("valid", VALID_SECONDS);
    long preferred = seconds("preferred", Math.min(valid, PREFERRED_SECONDS));
    return new RouterAdvertisement.Prefix(
        Ipv6Prefix.ANY, is("onlink", true), is("autonomous", true), valid, preferred);
  }

  private List<Ipv6Prefix> prefixes() {
    return fields
        .values("prefix", "a network such as 2001:db8:1::/64", AdvertiseDecoder::prefix)
        .stream()
        .map(Located::value)
        .toList();
  }

  private static @Nullable Ipv6Prefix prefix(String text) {
    IpPrefix prefix = IpPrefix.parseOrNull(text);
    return prefix == null || !prefix.address().isV6()
        ? null
        : new Ipv6Prefix(prefix.address().v6(), prefix.length()).masked();
  }

  private RouterAdvertisement.Names names(long lifetimeSeconds) {
    List<Ipv6Address> servers =
        fields
            .values("nameservers", "an address such as 2001:db8:1::1", AdvertiseDecoder::v6)
            .stream()
            .map(Located::value)
            .toList();
    Located<String> domain =
        fields.value("domain", "a domain such as lan", t -> t.matches(DOMAIN) ? t : null);
    List<String> domains = domain == null ? List.of() : List.of(domain.value());
    return new RouterAdvertisement.Names(servers, domains, lifetimeSeconds);
  }

  private static @Nullable Ipv6Address v6(String text) {
    IpAddress address = IpAddress.parseOrNull(text);
    return address == null || !address.isV6() ? null : address.v6();
  }

  private static @Nullable Integer preference(String text) {
    return switch (text) {
      case "low" -> 3;
      case "medium" -> 0;
      case "high" -> 1;
      default -> null;
    };
  }

  private boolean is(String key, boolean otherwise) {
    Located<Boolean> flag = fields.flag(key);
    return flag == null ? otherwise : flag.value();
  }

  private long seconds(String key, long otherwise) {
    Located<Long> nanos = fields.value(key, TIME, Quantities::nanos);
    return nanos == null
        ? otherwise
        : Math.min(RouterAdvertisement.INFINITE_SECONDS, nanos.value() / Nanos.SECOND);
  }
}
