package dev.drydock.scenarios.transcript;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `sysctl` sections of a dump. A setting that is not there shows as nothing.
final class SettingsDump {
  private static final List<String> HOST =
      List.of(
          "net/ipv4/ip_forward",
          "net/bridge/bridge-nf-call-iptables",
          "net/bridge/bridge-nf-call-ip6tables",
          "net/bridge/bridge-nf-call-arptables",
          "net/ipv6/conf/all/forwarding");

  private static final List<String> CONTAINER =
      List.of(
          "ipv4/ip_forward",
          "ipv4/ping_group_range",
          "ipv4/ip_unprivileged_port_start",
          "ipv6/conf/all/disable_ipv6",
          "ipv6/conf/default/disable_ipv6",
          "ipv6/conf/eth0/disable_ipv6",
          "ipv4/conf/all/rp_filter",
          "ipv4/conf/eth0/rp_filter",
          "ipv4/conf/eth0/arp_notify");

  private static final List<String> NAMESPACE =
      List.of("ipv4/ip_forward", "ipv4/conf/all/proxy_arp", "ipv4/vs/conntrack");

  private static final List<String> IPV4 =
      List.of(
          "forwarding",
          "route_localnet",
          "proxy_arp",
          "rp_filter",
          "arp_ignore",
          "arp_announce",
          "arp_notify",
          "arp_accept",
          "send_redirects",
          "accept_redirects");

  private static final List<String> IPV6 =
      List.of("disable_ipv6", "forwarding", "accept_ra", "addr_gen_mode");

  private final Netns namespace;
  private final StringBuilder text = new StringBuilder();

  private SettingsDump(Netns namespace) {
    this.namespace = namespace;
  }

  static String ofHost(Netns namespace) {
    SettingsDump dump = new SettingsDump(namespace);
    HOST.forEach(name -> dump.line(name, name));
    List<String> interfaces = new ArrayList<>(List.of("all", "default"));
    namespace.devices().stream().map(NetDevice::name).forEach(interfaces::add);
    interfaces.sort(null);
    interfaces.forEach(name -> dump.ofInterface(name + ":", "net/ipv4/conf/" + name, IPV4));
    interfaces.forEach(name -> dump.ofInterface("v6 " + name + ":", "net/ipv6/conf/" + name, IPV6));
    return dump.text.toString();
  }

  static String ofContainer(Netns namespace) {
    SettingsDump dump = new SettingsDump(namespace);
    CONTAINER.forEach(name -> dump.line(name, "net/" + name));
    return dump.text.toString();
  }

  static String ofNamespace(Netns namespace) {
    SettingsDump dump = new SettingsDump(namespace);
    NAMESPACE.forEach(name -> dump.line(name.substring("ipv4/".length()), "net/" + name));
    return dump.text.toString();
  }

  private void line(String shown, String path) {
    text.append(shown).append(" = ").append(orEmpty(value(path))).append('\n');
  }

  private void ofInterface(String title, String folder, List<String> settings) {
    if (value(folder + "/" + settings.get(0)) == null) {
      return;
    }
    text.append(title);
    for (String setting : settings) {
      String value = orEmpty(value(folder + "/" + setting));
      text.append(' ').append(setting).append('=').append(value);
    }
    text.append('\n');
  }

  private @Nullable String value(String path) {
    return namespace.sysctls().get(path.replace('/', '.'));
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
