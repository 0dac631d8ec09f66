package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.vxlan.VxlanDevice;
import dev.drydock.scenarios.tools.InterfaceFlags;
import dev.drydock.scenarios.tools.net.iproute.Fields;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.LinkView;
import dev.drydock.scenarios.tools.net.iproute.NetnsNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A device as `ip link` and `ip addr` show it (`print_linkinfo` of `ip/ipaddress.c`).
public final class LinkText {
  private final IpContext context;
  private final boolean isLinkCommand;
  private final boolean isOfIpv6;

  /// How devices are shown.
  ///
  /// @param isLinkCommand whether for `ip link`, which shows more of the link
  public LinkText(IpContext context, boolean isLinkCommand) {
    this(context, isLinkCommand, false);
  }

  private LinkText(IpContext context, boolean isLinkCommand, boolean isOfIpv6) {
    this.context = context;
    this.isLinkCommand = isLinkCommand;
    this.isOfIpv6 = isOfIpv6;
  }

  /// Of the addresses of all devices: the kernel answers for IPv6 alone by itself then, and leaves
  /// out the queueing discipline, the group, the master and the other namespace
  /// (`inet6_fill_ifinfo`).
  static LinkText ofAll(IpContext context) {
    return new LinkText(context, false, context.family == IpContext.INET6);
  }

  /// IPv6 does not say that the other end is elsewhere: whoever has its index here is named.
  private LinkView view(NetDevice device) {
    LinkView view = context.view(device);
    return isOfIpv6 ? view.byIndex() : view;
  }

  /// The lines of a device without the end of the last, and its object.
  public Fields full(NetDevice device) {
    LinkView view = view(device);
    Fields fields = new Fields().put("ifindex", view.index());
    leads(view, fields);
    fields.put("ifname", view.name()).put("flags", flagWords(view));
    fields.say(view.index() + ": " + name(view) + ": " + flags(view) + ">");
    fields.add("mtu", " mtu", device.mtuBytes());
    NetDevice master = view.master();
    if (!isOfIpv6) {
      fields.add("qdisc", "qdisc", view.qdisc());
    }
    if (master != null && !isOfIpv6) {
      fields.add("master", "master", master.name());
    }
    fields.add("operstate", "state", view.operState());
    if (isLinkCommand) {
      fields.add("linkmode", "mode", "DEFAULT");
    }
    if (!isOfIpv6) {
      fields.add("group", "group", group(device));
    }
    if (device.txQueueFrames() > 0) {
      fields.add("txqlen", device.txQueueFrames(), "qlen ", "");
    }
    hardware(view, fields);
    if (context.details > 0) {
      details(view, fields);
    }
    notes(device, fields);
    if (isLinkCommand && context.statistics > 0) {
      LinkStatistics statistics = new LinkStatistics(context);
      fields.say(context.newLine() + statistics.text(device));
      fields.put("stats64", LinkStatistics.values(device));
    }
    alternativeNames(device, fields);
    return fields;
  }

  /// Where the device leads: by name where that is known here, else by index.
  private static void leads(LinkView view, Fields fields) {
    LinkView.Lower lower = view.lower();
    if (lower != null) {
      NetDevice here = lower.here();
      fields.put(here == null ? "link_index" : "link", here == null ? lower.index() : here.name());
    }
  }

  private void hardware(LinkView view, Fields fields) {
    if (context.family == IpContext.ANY
        || context.family == IpContext.LINK
        || context.details > 0) {
      fields.add("link_type", view.hardware(), context.newLine() + "    link/", " ");
      fields.add("address", view.mac(), "", "");
      fields.add("broadcast", view.broadcast(), " brd ", "");
    }
    if (!isOfIpv6) {
      namespaceOf(view, fields);
    }
  }

  private static String group(NetDevice device) {
    int group = device.flags().group();
    return group == 0 ? "default" : Integer.toString(group);
  }

  private void notes(NetDevice device, Fields fields) {
    if (isOfIpv6) {
      return;
    }
    if (!device.flags().alias().isEmpty()) {
      fields.add("ifalias", device.flags().alias(), context.newLine() + "    alias ", "");
    }
  }

  private void alternativeNames(NetDevice device, Fields fields) {
    List<String> names = isOfIpv6 ? List.of() : device.flags().alternativeNames();
    names.forEach(name -> fields.say(context.newLine() + "    altname " + name));
    if (!names.isEmpty()) {
      fields.put("altnames", names);
    }
  }

  /// The line of a device with `-br`; `ip addr` goes on with the addresses.
  Fields brief(NetDevice device) {
    LinkView view = view(device);
    Fields fields = new Fields();
    leads(view, fields);
    fields.put("ifname", view.name()).put("operstate", view.operState());
    fields.say(String.format(Locale.ROOT, "%-16s %-14s ", name(view), view.operState()));
    if (isLinkCommand) {
      fields.add("address", view.mac(), "", " ").put("flags", flagWords(view));
      fields.say(flags(view) + "> ");
    }
    return fields;
  }

  /// `eth0@if3`: the name and where the device leads.
  static String name(LinkView view) {
    LinkView.Lower lower = view.lower();
    if (lower == null) {
      return view.name();
    }
    NetDevice here = lower.here();
    return view.name() + "@" + (here == null ? "if" + lower.index() : here.name());
  }

  /// The flags up to the closing bracket.
  static String flags(LinkView view) {
    return "<" + String.join(",", flagWords(view));
  }

  private static List<String> flagWords(LinkView view) {
    List<String> words = InterfaceFlags.words(view.flags(), -1);
    LinkView.Lower lower = view.lower();
    NetDevice here = lower == null ? null : lower.here();
    if (here != null && !here.isUp()) {
      words.add("M-DOWN");
    }
    return words;
  }

  private void namespaceOf(LinkView view, Fields fields) {
    LinkView.Lower lower = view.lower();
    if (lower == null || lower.netnsId() < 0) {
      return;
    }
    String name = NetnsNames.byId(context, lower.netnsId());
    if (name.isEmpty()) {
      fields.add("link_netnsid", lower.netnsId(), " link-netnsid ", "");
    } else {
      fields.add("link_netns", name, " link-netns ", "");
    }
  }

  private void details(LinkView view, Fields fields) {
    NetDevice device = view.device();
    LinkConstants constants = LinkConstants.of(device);
    fields.add("promiscuity", device.promiscuity(), " promiscuity ", " ");
    fields.add("allmulti", device.rxMode().allMulticast(), " allmulti ", "");
    fields.add("min_mtu", constants.mtuMin(), " minmtu ", "");
    fields.add("max_mtu", constants.mtuMax(), " maxmtu ", " ");
    kind(view, fields);
    if (isLinkCommand) {
      fields.add("inet6_addr_gen_mode", "addrgenmode", view.addressMode());
    }
    String rest = constants.text(device.softnet().kernel());
    fields.say(rest);
    fields.values().putAll(Fields.ofPairs(rest, LinkKeys.NAMES));
  }

  private void kind(LinkView view, Fields fields) {
    NetDevice device = view.device();
    Map<String, Object> info = new LinkedHashMap<>();
    String newLine = context.newLine() + "    ";
    if (LinkConstants.tellsKind(device.kind())) {
      Bridge bridge = view.bridge();
      String own = bridge == null ? StackedLinks.details(device) : BridgeDetails.ofBridge(bridge);
      own += device instanceof VxlanDevice vxlan ? VxlanDetails.of(vxlan) : "";
      fields.say(newLine + device.kind().word() + " " + own);
      info.put("info_kind", device.kind().word());
      if (!own.isBlank()) {
        info.put("info_data", LinkKeys.ofKind(device.kind(), own));
      }
    }
    BridgePort port = view.port();
    if (port != null) {
      String own = BridgeDetails.ofPort(port);
      fields.say(newLine + "bridge_slave " + own);
      info.put("info_slave_kind", "bridge");
      info.put("info_slave_data", LinkKeys.ofPort(own));
    }
    if (!info.isEmpty()) {
      fields.put("linkinfo", info);
    }
  }
}
