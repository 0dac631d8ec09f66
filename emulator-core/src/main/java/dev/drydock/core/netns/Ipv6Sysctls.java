package dev.drydock.core.netns;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.v6.Ipv6Config;
import dev.drydock.core.ip.v6.Ipv6Interface;
import dev.drydock.core.ip.v6.Ipv6Interfaces;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The settings `net.ipv6.conf.X.*` that have an effect.
final class Ipv6Sysctls {
  private static final Pattern LARGE = Pattern.compile("\\d{1,9}");
  private static final Pattern SIGNED = Pattern.compile("-?\\d{1,6}");

  private static final String CONF = "net.ipv6.conf.";
  private static final String RATE_LIMIT = "net.ipv6.icmp.ratelimit";

  private final Netns namespace;

  Ipv6Sysctls(Netns namespace) {
    this.namespace = namespace;
  }

  /// What a key is about.
  private record Key(String device, String setting) {}

  private static @Nullable Key key(String name) {
    int end = name.lastIndexOf('.');
    return name.startsWith(CONF) && end > CONF.length()
        ? new Key(name.substring(CONF.length(), end), name.substring(end + 1))
        : null;
  }

  /// The value of a setting; null when it is none of these.
  @Nullable String get(String name) {
    if (name.equals(RATE_LIMIT)) {
      return Integer.toString(namespace.ipv6().icmp().rateLimitMillis());
    }
    Key key = key(name);
    Ipv6Config config = key == null ? null : config(key.device, false);
    if (key == null || config == null) {
      return null;
    }
    return switch (key.setting) {
      case "accept_dad" -> Integer.toString(config.acceptDad);
      case "accept_ra" -> Integer.toString(config.acceptRa);
      case "addr_gen_mode" -> Integer.toString(config.addrGenMode);
      case "dad_transmits" -> Integer.toString(config.dadTransmits);
      case "hop_limit" -> Integer.toString(config.hopLimit);
      case "max_addresses" -> Integer.toString(config.maxAddresses);
      case "router_solicitations" -> Integer.toString(config.routerSolicitations);
      case "mtu" -> {
        Ipv6Interface in = interfaceOf(key.device);
        yield in == null ? "1280" : Integer.toString(in.mtuBytes());
      }
      case "stable_secret" -> config.stableSecret == null ? null : config.stableSecret.fullText();
      default -> {
        Boolean flag = flag(config, key.setting);
        yield flag == null ? null : flag ? "1" : "0";
      }
    };
  }

  private static @Nullable Boolean flag(Ipv6Config config, String setting) {
    return switch (setting) {
      case "disable_ipv6" -> config.disableIpv6;
      case "forwarding" -> config.forwarding;
      case "accept_ra_defrtr" -> config.acceptRaDefaultRouter;
      case "accept_ra_pinfo" -> config.acceptRaPrefixes;
      case "accept_ra_rtr_pref" -> config.acceptRaPreference;
      case "accept_ra_mtu" -> config.acceptRaMtu;
      case "accept_redirects" -> config.acceptRedirects;
      case "autoconf" -> config.autoconf;
      case "proxy_ndp" -> config.proxyNdp;
      case "ndisc_notify" -> config.ndiscNotify;
      default -> null;
    };
  }

  /// Sets a setting.
  ///
  /// @return false when it is none of these, or the value is not a number
  boolean set(String name, String value) {
    if (name.equals(RATE_LIMIT)) {
      if (!LARGE.matcher(value).matches()) {
        return false;
      }
      namespace.ipv6().icmp().setRateLimitMillis(Integer.parseInt(value));
      return true;
    }
    Key key = key(name);
    Ipv6Config config = key == null ? null : config(key.device, true);
    if (key == null || config == null) {
      return false;
    }
    if (key.setting.equals("stable_secret")) {
      return setSecret(config, value);
    }
    if (!SIGNED.matcher(value).matches()) {
      return false;
    }
    int number = Integer.parseInt(value);
    Ipv6Interfaces interfaces = namespace.ipv6().interfaces();
    boolean isDefault = key.device.equals("default");
    boolean on = number != 0;
    switch (key.setting) {
      case "disable_ipv6" -> {
        if (isDefault) {
          config.disableIpv6 = on;
        } else {
          interfaces.setDisabled(interfaceOf(key.device), on);
        }
      }
      case "forwarding" -> {
        if (isDefault) {
          config.forwarding = on;
        } else {
          interfaces.setForwarding(interfaceOf(key.device), on);
        }
      }
      default -> {
        return setNumber(config, key, number) || setFlag(config, key.setting, on);
      }
    }
    return true;
  }

  private boolean setNumber(Ipv6Config config, Key key, int number) {
    switch (key.setting) {
      case "accept_dad" -> config.acceptDad = number;
      case "accept_ra" -> config.acceptRa = number;
      case "dad_transmits" -> config.dadTransmits = number;
      case "hop_limit" -> config.hopLimit = number;
      case "max_addresses" -> config.maxAddresses = number;
      case "router_solicitations" -> config.routerSolicitations = number;
      case "mtu" -> {
        return setMtu(config, key.device, number);
      }
      case "addr_gen_mode" -> {
        boolean knowsSecret =
            config.stableSecret != null
                || namespace.ipv6().interfaces().defaults().stableSecret != null;
        boolean known = number >= 0 && number <= 3 && (number != 2 || knowsSecret);
        config.addrGenMode = known ? number : config.addrGenMode;
        return known;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean setMtu(Ipv6Config config, String device, int number) {
    NetDevice found = namespace.device(device);
    boolean fits = found != null && number >= Ipv6.MTU_BYTES_MIN && number <= found.mtuBytes();
    if (fits) {
      config.mtuBytes = number;
    }
    return fits;
  }

  private static boolean setFlag(Ipv6Config config, String setting, boolean on) {
    switch (setting) {
      case "accept_ra_defrtr" -> config.acceptRaDefaultRouter = on;
      case "accept_ra_pinfo" -> config.acceptRaPrefixes = on;
      case "accept_ra_rtr_pref" -> config.acceptRaPreference = on;
      case "accept_ra_mtu" -> config.acceptRaMtu = on;
      case "accept_redirects" -> config.acceptRedirects = on;
      case "autoconf" -> config.autoconf = on;
      case "proxy_ndp" -> config.proxyNdp = on;
      case "ndisc_notify" -> config.ndiscNotify = on;
      default -> {
        return false;
      }
    }
    return true;
  }

  /// A secret also says that identifiers are made of it (`addrconf_sysctl_stable_secret`).
  private static boolean setSecret(Ipv6Config config, String value) {
    Ipv6Address secret = Ipv6Address.parseOrNull(value);
    if (secret != null) {
      config.stableSecret = secret;
      config.addrGenMode = 2;
    }
    return secret != null;
  }

  /// The settings of a device; to be changed, when they are set.
  private @Nullable Ipv6Config config(String device, boolean set) {
    if (device.equals("all")) {
      Ipv6Interfaces interfaces = namespace.ipv6().interfaces();
      return set ? interfaces.changeAll() : interfaces.all();
    }
    if (device.equals("default")) {
      Ipv6Interfaces interfaces = namespace.ipv6().interfaces();
      return set ? interfaces.changeDefaults() : interfaces.defaults();
    }
    Ipv6Interface in = interfaceOf(device);
    if (in == null) {
      return null;
    }
    return set ? in.changeConfig() : in.config();
  }

  private @Nullable Ipv6Interface interfaceOf(String device) {
    NetDevice found = namespace.device(device);
    return found == null ? null : namespace.ipv6().interfaces().find(found);
  }
}
