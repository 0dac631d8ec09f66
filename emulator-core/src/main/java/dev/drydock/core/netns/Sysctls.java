package dev.drydock.core.netns;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.IcmpConfig;
import dev.drydock.core.ip.Interfaces;
import dev.drydock.core.ip.Ipv4Config;
import dev.drydock.core.ip.Ipv4Interface;
import dev.drydock.core.ip.bridged.BridgeNetfilter;
import dev.drydock.core.netfilter.ConntrackTimeouts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The settings of a namespace under `/proc/sys`, by their dotted names: `net.ipv4.ip_forward`,
/// `net.ipv4.conf.eth0.rp_filter`. Those that have an effect are read from and written to what they
/// rule; the others are kept as text.
public final class Sysctls {
  private static final String BRIDGE_NETFILTER = "net.bridge.bridge-nf-call-iptables";
  private static final String BRIDGE_NETFILTER_6 = "net.bridge.bridge-nf-call-ip6tables";
  private static final String CONNTRACK = "net.netfilter.nf_conntrack_";
  private static final String ACCOUNTING = "net.netfilter.nf_conntrack_acct";
  private static final String HASH_POLICY = "net.ipv4.fib_multipath_hash_policy";
  private static final String DEFAULT_TTL = "net.ipv4.ip_default_ttl";
  private static final String IPV4 = "net.ipv4.";
  private static final String CONF = "net.ipv4.conf.";

  private final Netns namespace;
  private final Ipv6Sysctls ipv6;
  private final NeighbourSysctls neighbours;
  private final TreeMap<String, String> others = new TreeMap<>();

  Sysctls(Netns namespace) {
    this.namespace = namespace;
    this.ipv6 = new Ipv6Sysctls(namespace);
    this.neighbours = new NeighbourSysctls(namespace);
    others.put("net.core.optmem_max", "131072");
    others.put("net.core.rmem_default", "212992");
    others.put("net.core.rmem_max", "4194304");
    others.put("net.core.somaxconn", "4096");
    others.put("net.core.wmem_default", "212992");
    others.put("net.core.wmem_max", "4194304");
    others.put("net.unix.max_dgram_qlen", "10");
  }

  /// The value of a setting.
  ///
  /// @return null when there is no such setting
  public @Nullable String get(String name) {
    String key = name.replace('/', '.');
    if (key.equals("net.ipv4.ip_forward")) {
      return flag(namespace.ipv4().interfaces().all().forwarding);
    }
    if (key.equals(BRIDGE_NETFILTER)) {
      BridgeNetfilter module = namespace.bridgeNetfilter();
      return module.isLoaded() ? flag(module.callsIptables()) : null;
    }
    if (key.equals(BRIDGE_NETFILTER_6)) {
      BridgeNetfilter module = namespace.bridgeNetfilter();
      return module.isLoaded() ? flag(module.callsIp6tables()) : null;
    }
    Ipv4Config config = config(key, false);
    if (config != null) {
      String setting = key.substring(key.lastIndexOf('.') + 1);
      String value = read(config, setting);
      String kept = value != null ? value : others.get(key);
      return kept != null ? kept : withoutEffect(setting);
    }
    String icmp = isIcmp(key) ? readIcmp(key.substring(IPV4.length())) : null;
    if (icmp != null) {
      return icmp;
    }
    String tcp = isTcp(key) ? namespace.tcp().settings().get(key) : null;
    if (tcp != null) {
      return tcp;
    }
    if (key.equals(DEFAULT_TTL)) {
      return Integer.toString(namespace.ipv4().defaultTtl());
    }
    if (key.equals(HASH_POLICY)) {
      return Integer.toString(namespace.ipv4().fib().hashPolicy());
    }
    if (isConntrackMax(key)) {
      return Integer.toString(namespace.ipv4().netfilter().conntrack().limit());
    }
    if (key.equals(ACCOUNTING)) {
      return flag(namespace.ipv4().netfilter().conntrack().isAccounting());
    }
    int seconds = timeout(key);
    if (seconds >= 0) {
      return Integer.toString(seconds);
    }
    if (key.equals("net.netfilter.nf_conntrack_count")) {
      return Integer.toString(namespace.ipv4().netfilter().conntrack().connections().size());
    }
    if (NeighbourSysctls.concerns(key)) {
      return neighbours.get(key);
    }
    String v6 = ipv6.get(key);
    return v6 != null ? v6 : others.get(key);
  }

  /// Sets a setting.
  ///
  /// @return false when there is no such setting or the value is not one it takes
  public boolean set(String name, String value) {
    String key = name.replace('/', '.');
    if (key.equals("net.ipv4.ip_forward")) {
      if (!value.strip().matches("-?\\d{1,9}")) {
        return false;
      }
      namespace.ipv4().interfaces().setForwarding(!value.strip().equals("0"));
      return true;
    }
    if (key.equals(BRIDGE_NETFILTER)) {
      namespace.bridgeNetfilter().setCallIptables(!value.strip().equals("0"));
      return true;
    }
    if (key.equals(BRIDGE_NETFILTER_6)) {
      namespace.bridgeNetfilter().setCallIp6tables(!value.strip().equals("0"));
      return true;
    }
    Ipv4Config config = config(key, true);
    if (config != null) {
      String setting = key.substring(key.lastIndexOf('.') + 1);
      if (withoutEffect(setting) != null && value.strip().matches("\\d{1,9}")) {
        others.put(key, value.strip());
        return true;
      }
      return write(config, setting, value.strip());
    }
    if (key.startsWith(CONF)) {
      return false;
    }
    if (isIcmp(key) && readIcmp(key.substring(IPV4.length())) != null) {
      return writeIcmp(key.substring(IPV4.length()), value.strip());
    }
    if (isTcp(key) && namespace.tcp().settings().get(key) != null) {
      return namespace.tcp().settings().set(key, value);
    }
    if (NeighbourSysctls.concerns(key)) {
      return neighbours.set(key, value.strip());
    }
    if (ipv6.get(key) != null || key.endsWith(".stable_secret")) {
      return ipv6.set(key, value.strip());
    }
    return setTables(key, value.strip());
  }

  /// What concerns all interfaces, and what is only kept.
  private boolean setTables(String key, String value) {
    if (key.equals(DEFAULT_TTL)) {
      boolean known = value.matches("0*([1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])");
      if (known) {
        namespace.ipv4().setDefaultTtl(Integer.parseInt(value));
      }
      return known;
    }
    if (key.equals(HASH_POLICY)) {
      boolean known = value.matches("[0-3]");
      if (known) {
        namespace.ipv4().fib().setHashPolicy(Integer.parseInt(value));
      }
      return known;
    }
    if (isConntrackMax(key)) {
      boolean number = value.matches("\\d{1,9}");
      if (number) {
        int limit = Integer.parseInt(value);
        namespace.ipv4().netfilter().conntrack().setLimit(limit);
      }
      return number;
    }
    if (key.equals(ACCOUNTING)) {
      boolean on = !value.equals("0");
      namespace.ipv4().netfilter().conntrack().setAccounting(on);
      namespace.ipv6().netfilter().conntrack().setAccounting(on);
      return true;
    }
    if (timeout(key) >= 0) {
      boolean number = value.matches("\\d{1,9}");
      if (number) {
        String name = key.substring(CONNTRACK.length());
        namespace.ipv4().netfilter().conntrack().timeouts().set(name, Integer.parseInt(value));
        namespace.ipv6().netfilter().conntrack().timeouts().set(name, Integer.parseInt(value));
      }
      return number;
    }
    if (!SysctlNames.isAnywhere(key)) {
      return false;
    }
    others.put(key, value);
    return true;
  }

  // ICMP and TCP are not made for the sake of other settings.

  private static boolean isConntrackMax(String key) {
    return key.equals("net.netfilter.nf_conntrack_max") || key.equals("net.nf_conntrack_max");
  }

  /// A life of connection tracking in seconds; -1 for what is none.
  private int timeout(String key) {
    return key.startsWith(CONNTRACK)
        ? namespace.ipv4().netfilter().conntrack().timeouts().get(key.substring(CONNTRACK.length()))
        : -1;
  }

  /// All settings that have a value, in the order of their paths.
  public List<String> names() {
    TreeSet<String> names =
        new TreeSet<>(Comparator.comparing(name -> name.replace('.', '\u0001')));
    List<String> devices = new ArrayList<>(List.of("all", "default"));
    namespace.devices().forEach(device -> devices.add(device.name()));
    for (String name : SysctlNames.known(devices)) {
      names.add(name);
    }
    ConntrackTimeouts.names().forEach(name -> names.add(CONNTRACK + name));
    names.addAll(others.keySet());
    names.removeIf(name -> get(name) == null);
    return List.copyOf(names);
  }

  private static boolean isIcmp(String key) {
    return key.startsWith("net.ipv4.icmp_") || key.equals("net.ipv4.ip_no_pmtu_disc");
  }

  private static boolean isTcp(String key) {
    return key.startsWith("net.ipv4.tcp_") || key.equals("net.ipv4.ip_local_port_range");
  }

  /// The settings of a key; to be changed, when it is set.
  private @Nullable Ipv4Config config(String key, boolean set) {
    int end = key.lastIndexOf('.');
    if (!key.startsWith(CONF) || end <= CONF.length()) {
      return null;
    }
    String device = key.substring(CONF.length(), end);
    if (device.equals("all")) {
      Interfaces interfaces = namespace.ipv4().interfaces();
      return set ? interfaces.changeAll() : interfaces.all();
    }
    if (device.equals("default")) {
      Interfaces interfaces = namespace.ipv4().interfaces();
      return set ? interfaces.changeDefaults() : interfaces.defaults();
    }
    NetDevice found = namespace.device(device);
    if (found == null) {
      return null;
    }
    Ipv4Interface in = namespace.ipv4().interfaces().of(found);
    return set ? in.changeConfig() : in.config();
  }

  private @Nullable String readIcmp(String setting) {
    IcmpConfig config = namespace.ipv4().icmp().config();
    return switch (setting) {
      case "icmp_echo_ignore_all" -> flag(config.echoIgnoreAll);
      case "icmp_echo_ignore_broadcasts" -> flag(config.echoIgnoreBroadcasts);
      case "icmp_ratelimit" -> Integer.toString(config.rateLimitMillis);
      case "icmp_ratemask" -> Integer.toString(config.rateMask);
      case "icmp_msgs_per_sec" -> Integer.toString(config.messagesPerSecond);
      case "icmp_msgs_burst" -> Integer.toString(config.messagesBurst);
      case "icmp_errors_use_inbound_ifaddr" -> flag(config.errorsUseInboundAddress);
      case "ip_no_pmtu_disc" -> Integer.toString(config.noPathMtuDiscovery);
      default -> null;
    };
  }

  private boolean writeIcmp(String setting, String value) {
    if (!value.matches("\\d{1,9}")) {
      return false;
    }
    int number = Integer.parseInt(value);
    IcmpConfig config = namespace.ipv4().icmp().config();
    switch (setting) {
      case "icmp_echo_ignore_all" -> config.echoIgnoreAll = number != 0;
      case "icmp_echo_ignore_broadcasts" -> config.echoIgnoreBroadcasts = number != 0;
      case "icmp_ratelimit" -> config.rateLimitMillis = number;
      case "icmp_ratemask" -> config.rateMask = number;
      case "icmp_msgs_per_sec" -> config.messagesPerSecond = number;
      case "icmp_msgs_burst" -> config.messagesBurst = number;
      case "icmp_errors_use_inbound_ifaddr" -> config.errorsUseInboundAddress = number != 0;
      default -> config.noPathMtuDiscovery = number;
    }
    return true;
  }

  private static @Nullable String read(Ipv4Config config, String setting) {
    return switch (setting) {
      case "forwarding" -> flag(config.forwarding);
      case "rp_filter" -> Integer.toString(config.rpFilter);
      case "route_localnet" -> flag(config.routeLocalnet);
      case "accept_local" -> flag(config.acceptLocal);
      case "proxy_arp" -> flag(config.proxyArp);
      case "arp_ignore" -> Integer.toString(config.arpIgnore);
      case "arp_announce" -> Integer.toString(config.arpAnnounce);
      case "arp_filter" -> flag(config.arpFilter);
      case "arp_notify" -> flag(config.arpNotify);
      case "arp_accept" -> Integer.toString(config.arpAccept);
      case "log_martians" -> flag(config.logMartians);
      case "send_redirects" -> flag(config.sendRedirects);
      case "accept_redirects" -> flag(config.acceptRedirects);
      default -> null;
    };
  }

  /// What settings of interfaces that are kept and shown are at first (Linux `net/ipv4/devinet.c`,
  /// `ipv4_devconf`).
  private static @Nullable String withoutEffect(String setting) {
    return switch (setting) {
      case "secure_redirects", "shared_media" -> "1";
      case "accept_source_route", "disable_policy", "disable_xfrm", "src_valid_mark", "tag" -> "0";
      default -> null;
    };
  }

  private static boolean write(Ipv4Config config, String setting, String value) {
    if (!value.matches("\\d{1,6}")) {
      return false;
    }
    int number = Integer.parseInt(value);
    switch (setting) {
      case "forwarding" -> config.forwarding = number != 0;
      case "rp_filter" -> config.rpFilter = number;
      case "route_localnet" -> config.routeLocalnet = number != 0;
      case "accept_local" -> config.acceptLocal = number != 0;
      case "proxy_arp" -> config.proxyArp = number != 0;
      case "arp_ignore" -> config.arpIgnore = number;
      case "arp_announce" -> config.arpAnnounce = number;
      case "arp_filter" -> config.arpFilter = number != 0;
      case "arp_notify" -> config.arpNotify = number != 0;
      case "arp_accept" -> config.arpAccept = number;
      case "log_martians" -> config.logMartians = number != 0;
      case "send_redirects" -> config.sendRedirects = number != 0;
      case "accept_redirects" -> config.acceptRedirects = number != 0;
      default -> {
        return false;
      }
    }
    return true;
  }

  private static String flag(boolean on) {
    return on ? "1" : "0";
  }
}
