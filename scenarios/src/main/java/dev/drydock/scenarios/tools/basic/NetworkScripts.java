package dev.drydock.scenarios.tools.basic;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.lab.Files;
import dev.drydock.scenarios.tools.Invocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The service `network` of Red Hat's initscripts: `/etc/sysconfig/network-scripts/ifcfg-NAME`
/// files become interfaces and bridges (initscripts, `sysconfig.txt`, `ifup-eth`).
///
/// Known are DEVICE, TYPE=Bridge|Ethernet, HWADDR, ONBOOT, BRIDGE, DELAY, STP, IPADDR, PREFIX,
/// NETMASK, GATEWAY and MTU; addresses by DHCP are not asked for here.
final class NetworkScripts {
  private static final String FOLDER = "/etc/sysconfig/network-scripts/ifcfg-";

  private final Invocation invocation;
  private final Netns namespace;
  private final List<Map<String, String>> interfaces = new ArrayList<>();

  private NetworkScripts(Invocation invocation) {
    this.invocation = invocation;
    this.namespace = invocation.place().namespace();
    Files files = invocation.place().box().files();
    for (String path : files.paths().stream().sorted().toList()) {
      String text = files.read(path);
      if (path.startsWith(FOLDER) && text != null) {
        interfaces.add(settings(text, path.substring(FOLDER.length())));
      }
    }
  }

  /// Whether a machine has such files, and so the service.
  static boolean isThere(Invocation invocation) {
    return invocation.place().box().files().paths().stream().anyMatch(p -> p.startsWith(FOLDER));
  }

  /// Takes the interfaces of the files down, brings them up, or both.
  ///
  /// @return the exit status: 1 when an interface could not be set up
  static int act(Invocation invocation, String action) {
    NetworkScripts scripts = new NetworkScripts(invocation);
    int status = 0;
    if (!action.equals("start")) {
      scripts.interfaces.forEach(scripts::down);
    }
    if (!action.equals("stop")) {
      // Bridges come first: what is to be plugged in needs them.
      for (Map<String, String> settings : scripts.interfaces) {
        status |= scripts.isBridge(settings) ? scripts.up(settings) : 0;
      }
      for (Map<String, String> settings : scripts.interfaces) {
        status |= scripts.isBridge(settings) ? 0 : scripts.up(settings);
      }
    }
    return status;
  }

  private static Map<String, String> settings(String text, String name) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String line : text.lines().map(String::strip).toList()) {
      int cut = line.indexOf('=');
      if (cut > 0 && !line.startsWith("#")) {
        settings.put(line.substring(0, cut), line.substring(cut + 1).replaceAll("[\"']", ""));
      }
    }
    settings.putIfAbsent("NAME", name);
    return settings;
  }

  private boolean isBridge(Map<String, String> settings) {
    return settings.getOrDefault("TYPE", "").equalsIgnoreCase("Bridge");
  }

  /// DEVICE, else the device with HWADDR, else what the file is called after.
  private String device(Map<String, String> settings) {
    String mac = settings.getOrDefault("HWADDR", "").toLowerCase(Locale.ROOT);
    String named = settings.get("DEVICE");
    if (named != null) {
      return named;
    }
    for (NetDevice device : namespace.devices()) {
      if (Mac.format(device.mac()).equals(mac)) {
        return device.name();
      }
    }
    return settings.getOrDefault("NAME", "");
  }

  private void down(Map<String, String> settings) {
    NetDevice device = namespace.device(device(settings));
    if (device != null && device.kind() != DeviceKind.LOOPBACK) {
      run("ip addr flush dev " + device.name());
      run("ip link set dev " + device.name() + " down");
    }
  }

  private int up(Map<String, String> settings) {
    String name = device(settings);
    if (settings.getOrDefault("ONBOOT", "yes").equalsIgnoreCase("no") || name.equals("lo")) {
      return 0;
    }
    boolean isNew = namespace.device(name) == null;
    if (isNew && !isBridge(settings)) {
      invocation.err(
          "ERROR     : [/etc/sysconfig/network-scripts/ifup-eth] Device "
              + name
              + " does not seem to be present, delaying initialization.");
      return 1;
    }
    int status = isNew ? run("brctl addbr " + name) : 0;
    status |= option(settings.get("DELAY"), "brctl setfd " + name + " ");
    status |= option(settings.get("STP"), "brctl stp " + name + " ");
    status |= option(settings.get("MTU"), "ip link set dev " + name + " mtu ");
    String bridge = settings.get("BRIDGE");
    if (bridge != null && !isPluggedIn(name)) {
      status |= run("brctl addif " + bridge + " " + name);
    }
    status |= run("ip link set dev " + name + " up");
    String address = settings.get("IPADDR");
    if (bridge == null && address != null) {
      status |= run("ip addr add " + address + "/" + prefix(settings) + " brd + dev " + name);
      status |= option(settings.get("GATEWAY"), "ip route replace default dev " + name + " via ");
    }
    return status == 0 ? 0 : 1;
  }

  private boolean isPluggedIn(String name) {
    NetDevice device = namespace.device(name);
    return device != null && device.master() != null;
  }

  private static int prefix(Map<String, String> settings) {
    String mask = settings.getOrDefault("NETMASK", "255.255.255.0");
    String given = settings.getOrDefault("PREFIX", "");
    if (given.matches("\\d{1,2}")) {
      return Integer.parseInt(given);
    }
    return Ipv4Address.isValid(mask) ? Integer.bitCount(Ipv4Address.parse(mask)) : 24;
  }

  private int option(@Nullable String value, String command) {
    return value == null ? 0 : run(command + value);
  }

  private int run(String command) {
    Invocation.Io io = new Invocation.Io("", invocation.output());
    return invocation.shell().run(command, invocation.place(), io);
  }
}
