package dev.drydock.scenarios.tools.net;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VxlanDevice;
import dev.drydock.scenarios.tools.InterfaceFlags;
import java.util.List;
import java.util.Locale;

/// A device as `ip link` and `ip addr` show it (`print_linkinfo` of `ip/ipaddress.c`).
final class LinkText {
  private final IpContext context;
  private final boolean isLinkCommand;
  private final boolean isOfIpv6;

  /// How devices are shown.
  ///
  /// @param isLinkCommand whether for `ip link`, which shows more of the link
  LinkText(IpContext context, boolean isLinkCommand) {
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

  /// The lines of a device without the end of the last.
  String full(NetDevice device) {
    LinkView view = context.view(device);
    StringBuilder text = new StringBuilder();
    text.append(view.index()).append(": ").append(name(view)).append(": ").append(flags(view));
    text.append("> mtu ").append(device.mtuBytes()).append(' ');
    text.append(isOfIpv6 ? "" : "qdisc " + view.qdisc() + " ");
    NetDevice master = view.master();
    if (master != null && !isOfIpv6) {
      text.append("master ").append(master.name()).append(' ');
    }
    text.append("state ").append(view.operState()).append(' ');
    text.append(isLinkCommand ? "mode DEFAULT " : "").append(isOfIpv6 ? "" : group(device));
    if (device.txQueueFrames() > 0) {
      text.append("qlen ").append(device.txQueueFrames());
    }
    if (context.family == IpContext.ANY
        || context.family == IpContext.LINK
        || context.details > 0) {
      text.append(context.newLine()).append("    link/").append(view.hardware()).append(' ');
      text.append(view.mac()).append(" brd ").append(view.broadcast());
    }
    text.append(isOfIpv6 ? "" : namespaceOf(view));
    if (context.details > 0) {
      details(view, text);
    }
    notes(device, text);
    if (isLinkCommand && context.statistics > 0) {
      text.append(context.newLine()).append(new LinkStatistics(context).text(device));
    }
    return text.toString();
  }

  private static String group(NetDevice device) {
    int group = device.flags().group;
    return "group " + (group == 0 ? "default" : Integer.toString(group)) + " ";
  }

  private void notes(NetDevice device, StringBuilder text) {
    if (isOfIpv6) {
      return;
    }
    if (!device.flags().alias.isEmpty()) {
      text.append(context.newLine()).append("    alias ").append(device.flags().alias);
    }
    for (String name : device.flags().alternativeNames) {
      text.append(context.newLine()).append("    altname ").append(name);
    }
  }

  /// The line of a device with `-br`; `ip addr` goes on with the addresses.
  String brief(NetDevice device) {
    LinkView view = context.view(device);
    String start = String.format(Locale.ROOT, "%-16s %-14s ", name(view), view.operState());
    return isLinkCommand ? start + view.mac() + " " + flags(view) + "> " : start;
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
    List<String> words = InterfaceFlags.words(view.flags(), -1);
    LinkView.Lower lower = view.lower();
    NetDevice here = lower == null ? null : lower.here();
    if (here != null && !here.isUp()) {
      words.add("M-DOWN");
    }
    return "<" + String.join(",", words);
  }

  private String namespaceOf(LinkView view) {
    LinkView.Lower lower = view.lower();
    if (lower == null || lower.netnsId() < 0) {
      return "";
    }
    String name = NetnsNames.byId(context, lower.netnsId());
    return name.isEmpty() ? " link-netnsid " + lower.netnsId() : " link-netns " + name;
  }

  private void details(LinkView view, StringBuilder text) {
    NetDevice device = view.device();
    LinkConstants constants = LinkConstants.of(device);
    text.append(" promiscuity ").append(device.promiscuity());
    text.append("  allmulti ").append(device.rxFlags().allMulticast());
    text.append(" minmtu ").append(constants.mtuMin());
    text.append(" maxmtu ").append(constants.mtuMax()).append(' ');
    if (LinkConstants.tellsKind(device.kind())) {
      text.append(context.newLine()).append("    ").append(device.kind().word()).append(' ');
      Bridge bridge = view.bridge();
      text.append(bridge == null ? StackedLinks.details(device) : BridgeDetails.ofBridge(bridge));
      text.append(device instanceof VxlanDevice vxlan ? VxlanDetails.of(vxlan) : "");
    }
    BridgePort port = view.port();
    if (port != null) {
      text.append(context.newLine()).append("    bridge_slave ").append(BridgeDetails.ofPort(port));
    }
    if (isLinkCommand) {
      text.append("addrgenmode eui64 ");
    }
    text.append(constants.text(device.softnet().kernel()));
  }
}
