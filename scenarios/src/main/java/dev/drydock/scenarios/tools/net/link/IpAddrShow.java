package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.NetDevice;
import dev.drydock.scenarios.tools.net.iproute.Fields;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import java.util.ArrayList;
import java.util.List;

/// `ip addr show` and `ip link show` (`ipaddr_list_flush_or_save`).
final class IpAddrShow {
  private final IpContext context;
  private final ShowFilter filter;

  IpAddrShow(IpContext context, ShowFilter filter) {
    this.context = context;
    this.filter = filter;
  }

  /// `ip link show`.
  void links() {
    LinkText text = new LinkText(context, true);
    for (NetDevice device : context.namespace().devices()) {
      if (filter.takes(device)) {
        context.tell(context.brief ? text.brief(device) : text.full(device));
      }
    }
    context.endList();
  }

  /// `ip addr show`.
  void addresses() {
    if (context.family == IpContext.LINK) {
      links();
      return;
    }
    for (NetDevice device : context.namespace().devices()) {
      List<ShownAddress> addresses = addresses(device);
      boolean bare = context.family != IpContext.ANY || filter.narrowsAddresses();
      if (filter.takes(device) && !(bare && addresses.isEmpty())) {
        show(device, addresses);
      }
    }
    context.endList();
  }

  private List<ShownAddress> addresses(NetDevice device) {
    List<ShownAddress> taken = new ArrayList<>();
    for (ShownAddress address : ShownAddress.of(context, device)) {
      if (filter.takes(device, address)) {
        taken.add(address);
      }
    }
    return taken;
  }

  private void show(NetDevice device, List<ShownAddress> addresses) {
    LinkText link = filter.isForAll() ? LinkText.ofAll(context) : new LinkText(context, false);
    if (context.brief) {
      Fields fields = link.brief(device);
      List<Fields> words = addresses.stream().map(ShownAddress::brief).toList();
      words.forEach(word -> fields.say(word.text()));
      context.tell(fields.put("addr_info", words.stream().map(Fields::values).toList()));
      return;
    }
    Fields fields = link.full(device);
    List<Fields> lines = addresses.stream().map(each -> each.full(context.newLine())).toList();
    fields.put("addr_info", lines.stream().map(Fields::values).toList());
    if (context.statistics > 0) {
      fields.put("stats64", LinkStatistics.values(device));
    }
    if (context.json) {
      context.tell(fields);
      return;
    }
    if (!context.oneline && !filter.hidesLinks()) {
      context.out(fields.text());
    }
    String start = context.oneline ? device.index() + ": " + device.name() : "";
    lines.forEach(line -> context.out(start + line.text()));
    if (context.statistics > 0) {
      context.out(new LinkStatistics(context).text(device));
    }
  }
}
