package dev.drydock.core.netns;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.Ipv6Config;
import dev.drydock.core.ip.Ipv6Interface;
import dev.drydock.core.ip.Ipv6Interfaces;
import org.jspecify.annotations.Nullable;

/// The settings `net.ipv6.conf.X.*` that have an effect.
final class Ipv6Sysctls {
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
      case "disable_ipv6" -> config.disableIpv6 ? "1" : "0";
      case "forwarding" -> config.forwarding ? "1" : "0";
      case "accept_ra" -> Integer.toString(config.acceptRa);
      case "addr_gen_mode" -> Integer.toString(config.addrGenMode);
      default -> null;
    };
  }

  /// Sets a setting.
  ///
  /// @return false when it is none of these, or the value is not a number
  boolean set(String name, String value) {
    if (name.equals(RATE_LIMIT)) {
      if (!value.matches("\\d{1,9}")) {
        return false;
      }
      namespace.ipv6().icmp().setRateLimitMillis(Integer.parseInt(value));
      return true;
    }
    Key key = key(name);
    Ipv6Config config = key == null ? null : config(key.device, true);
    if (key == null || config == null || !value.matches("\\d{1,6}")) {
      return false;
    }
    int number = Integer.parseInt(value);
    Ipv6Interfaces interfaces = namespace.ipv6().interfaces();
    boolean isDefault = key.device.equals("default");
    switch (key.setting) {
      case "disable_ipv6" -> {
        if (isDefault) {
          config.disableIpv6 = number != 0;
        } else {
          interfaces.setDisabled(interfaceOf(key.device), number != 0);
        }
      }
      case "forwarding" -> {
        if (isDefault) {
          config.forwarding = number != 0;
        } else {
          interfaces.setForwarding(interfaceOf(key.device), number != 0);
        }
      }
      case "accept_ra" -> config.acceptRa = number;
      case "addr_gen_mode" -> config.addrGenMode = number;
      default -> {
        return false;
      }
    }
    return true;
  }

  /// The settings of a device; to be changed, when they are set.
  private @Nullable Ipv6Config config(String device, boolean set) {
    if (device.equals("all")) {
      return namespace.ipv6().interfaces().all();
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
