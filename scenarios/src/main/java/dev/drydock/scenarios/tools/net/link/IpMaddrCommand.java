package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.Ipv4Interface;
import dev.drydock.core.ip.v6.Ipv6Interface;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import java.util.ArrayList;
import java.util.List;

/// `ip maddress` (`ip/ipmaddr.c`): the groups each device listens to, of the link and of both
/// protocols, the newest of a protocol first.
public final class IpMaddrCommand {
  private static final String USAGE =
      """
      Usage: ip maddr [ add | del ] MULTIADDR dev STRING
             ip maddr show [ dev STRING ]\
      """;

  private final IpContext context;

  public IpMaddrCommand(IpContext context) {
    this.context = context;
  }

  public int run(Words words) throws ToolFailure {
    String word = words.isEmpty() ? "show" : words.next();
    if (Words.matches(word, "add")) {
      change(words, true);
    } else if (Words.matches(word, "delete")) {
      change(words, false);
    } else if (Words.matches(word, "show") || Words.matches(word, "list") || word.equals("lst")) {
      show(words);
    } else if (Words.matches(word, "help")) {
      throw new ToolFailure(ToolFailure.MINUS_ONE, USAGE);
    } else {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE, "Command \"" + word + "\" is unknown, try \"ip maddr help\".");
    }
    return 0;
  }

  private void change(Words words, boolean add) throws ToolFailure {
    String address = "";
    String device = "";
    while (!words.isEmpty()) {
      String word = words.next();
      switch (word) {
        case "dev" -> device = words.next();
        case "address" -> address = words.next();
        default -> address = word;
      }
    }
    if (device.isEmpty()) {
      throw new ToolFailure(ToolFailure.MINUS_ONE, "Not enough information: \"dev\" is required.");
    }
    if (address.indexOf(':') < 0) {
      int bytes = address.split("\\.", -1).length;
      throw new ToolFailure(1, "Error: Invalid address length " + bytes + " - must be 6 bytes");
    }
    long mac = IpLinkCommand.mac(address);
    NetDevice found = context.device(device);
    List<Long> byHand = new ArrayList<>(found.flags().groupsByHand());
    if (add && !byHand.contains(mac)) {
      byHand.add(mac);
      found.groups().add(mac);
    } else if (!add && byHand.remove(mac)) {
      found.groups().remove(mac);
    }
    found.flags().setGroupsByHand(byHand);
  }

  private void show(Words words) throws ToolFailure {
    words.skip("dev");
    String name = words.isEmpty() ? "" : words.next();
    for (NetDevice device : context.namespace().devices()) {
      if (name.isEmpty() || device.name().equals(name)) {
        show(device);
      }
    }
  }

  private void show(NetDevice device) {
    String start = device.index() + ":\t" + device.name();
    if (!context.oneline) {
      context.out(start);
    }
    for (String line : groups(device)) {
      context.out((context.oneline ? start + "\\" : "") + "\t" + line);
    }
  }

  private List<String> groups(NetDevice device) {
    List<String> lines = new ArrayList<>();
    if (context.wants(IpContext.LINK)) {
      for (long mac : device.groups().addresses()) {
        boolean isByHand = device.flags().groupsByHand().contains(mac);
        lines.add("link  " + Mac.format(mac) + (isByHand ? " static" : ""));
      }
    }
    Ipv4Interface ipv4 = context.namespace().ipv4().interfaces().find(device);
    if (ipv4 != null && context.wants(IpContext.INET)) {
      ipv4.groups().groups().reversed().forEach(g -> lines.add("inet  " + Ipv4Address.format(g)));
    }
    Ipv6Interface ipv6 = context.namespace().ipv6().interfaces().find(device);
    if (ipv6 != null && context.wants(IpContext.INET6)) {
      boolean asksNobody = device.kind() == DeviceKind.LOOPBACK;
      for (Ipv6Address group : ipv6.groups().groups().reversed()) {
        if (!asksNobody || group.equals(Ipv6Address.ALL_NODES)) {
          lines.add("inet6 " + group);
        }
      }
      lines.add("inet6 ff01::1"); // each interface has it, and tells nobody (ipv6_add_dev)
    }
    return lines;
  }
}
