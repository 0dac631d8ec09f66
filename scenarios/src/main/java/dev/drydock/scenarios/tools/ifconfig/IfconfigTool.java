package dev.drydock.scenarios.tools.ifconfig;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.ip.Interfaces;
import dev.drydock.core.ip.v6.Ipv6Interface;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.Comparator;
import java.util.List;

/// `ifconfig`: shows interfaces, gives them an address, sets them up or down.
final class IfconfigTool implements Tool {
  private final InterfaceText text;

  IfconfigTool(InterfaceText text) {
    this.text = text;
  }

  @Override
  public int run(Invocation invocation) {
    List<String> words = invocation.arguments();
    boolean all = words.contains("-a");
    List<String> rest = words.stream().dropWhile(word -> word.startsWith("-")).toList();
    Netns namespace = invocation.place().namespace();
    if (rest.isEmpty()) {
      namespace.devices().stream()
          .filter(device -> all || device.isUp())
          .sorted(Comparator.comparing(NetDevice::name))
          .forEach(device -> show(invocation, device));
      return 0;
    }
    NetDevice device = namespace.device(rest.get(0));
    if (device == null) {
      invocation.err(
          text.complaintPrefix()
              + rest.get(0)
              + ": error fetching interface information: Device not found");
      return 1;
    }
    if (rest.size() == 1) {
      show(invocation, device);
      return 0;
    }
    return change(invocation, device, rest.subList(1, rest.size()));
  }

  private void show(Invocation invocation, NetDevice device) {
    Netns namespace = invocation.place().namespace();
    Ipv6Interface ipv6 = namespace.ipv6().interfaces().find(device);
    InterfaceText.Addresses addresses =
        new InterfaceText.Addresses(
            namespace.ipv4().interfaces().of(device).addresses(),
            ipv6 == null ? List.of() : ipv6.addresses());
    text.lines(device, addresses).forEach(invocation::out);
  }

  /// Words from left to right, as the real ones take them.
  private int change(Invocation invocation, NetDevice device, List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String value = i + 1 < words.size() ? words.get(i + 1) : "";
      switch (word) {
        case "up" -> device.setUp(true);
        case "down" -> device.setUp(false);
        case "promisc" -> device.flags().setPromiscuous(true);
        case "-promisc" -> device.flags().setPromiscuous(false);
        case "allmulti" -> device.flags().setAllMulticast(true);
        case "-allmulti" -> device.flags().setAllMulticast(false);
        case "arp" -> device.flags().setNoArp(false);
        case "-arp" -> device.flags().setNoArp(true);
        case "netmask" -> {
          i++;
          if (!Ipv4Address.isValid(value)) {
            return refuse(invocation, text.unreadable(value, false));
          }
          if (!mask(invocation, device, value)) {
            return refuse(invocation, value + ": invalid netmask");
          }
        }
        case "broadcast" -> i++;
        case "hw" -> {
          String mac = i + 2 < words.size() ? words.get(i + 2) : "";
          i += 2;
          if (!value.equals("ether") || !hardware(device, mac)) {
            return refuse(invocation, mac + ": invalid " + value + " address.");
          }
        }
        case "mtu" -> {
          i++;
          if (!value.matches("\\d{2,5}")) {
            return refuse(invocation, "SIOCSIFMTU: Invalid argument");
          }
          device.setMtu(Integer.parseInt(value));
        }
        default -> {
          if (!address(invocation, device, word)) {
            return refuse(invocation, text.unreadable(word, true));
          }
        }
      }
    }
    return 0;
  }

  /// `hw ether ADDRESS`.
  private static boolean hardware(NetDevice device, String text) {
    if (!text.matches("[0-9a-fA-F]{1,2}(:[0-9a-fA-F]{1,2}){5}")) {
      return false;
    }
    device.changeMac(Mac.parse(text));
    return true;
  }

  private int refuse(Invocation invocation, String complaint) {
    invocation.err(text.complaintPrefix() + complaint);
    return 1;
  }

  /// A new address comes with the mask of its class (RFC 791) and brings the interface up.
  private static boolean address(Invocation invocation, NetDevice device, String word) {
    int slash = word.indexOf('/');
    String plain = slash < 0 ? word : word.substring(0, slash);
    if (!Ipv4Address.isValid(plain)) {
      return false;
    }
    int address = Ipv4Address.parse(plain);
    int first = address >>> 24;
    int length = first < 128 ? 8 : first < 192 ? 16 : 24;
    if (slash >= 0 && word.substring(slash + 1).matches("[0-9]|[12]\\d|3[0-2]")) {
      length = Integer.parseInt(word.substring(slash + 1));
    }
    replace(invocation, device, new Ipv4Prefix(address, length));
    device.setUp(true);
    return true;
  }

  private static boolean mask(Invocation invocation, NetDevice device, String value) {
    Interfaces interfaces = invocation.place().namespace().ipv4().interfaces();
    List<InterfaceAddress> addresses = interfaces.of(device).addresses();
    if (!Ipv4Address.isValid(value) || addresses.isEmpty()) {
      return false;
    }
    int length = Integer.bitCount(Ipv4Address.parse(value));
    if (Ipv4Prefix.mask(length) != Ipv4Address.parse(value)) {
      return false;
    }
    replace(invocation, device, new Ipv4Prefix(addresses.get(0).address(), length));
    return true;
  }

  private static void replace(Invocation invocation, NetDevice device, Ipv4Prefix prefix) {
    Interfaces interfaces = invocation.place().namespace().ipv4().interfaces();
    for (InterfaceAddress old : interfaces.of(device).addresses()) {
      interfaces.removeAddress(device, old.prefix());
    }
    interfaces.addAddress(device, prefix, prefix.broadcast());
  }
}
