package dev.drydock.scenarios.tools.net;

import dev.drydock.core.device.NetDevice;
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
        context.out(context.brief ? text.brief(device) : text.full(device));
      }
    }
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
  }

  private List<ShownAddress> addresses(NetDevice device) {
    List<ShownAddress> taken = new ArrayList<>();
    for (ShownAddress address : ShownAddress.of(context, device)) {
      if (filter.takes(address)) {
        taken.add(address);
      }
    }
    return taken;
  }

  private void show(NetDevice device, List<ShownAddress> addresses) {
    LinkText link = filter.isForAll() ? LinkText.ofAll(context) : new LinkText(context, false);
    if (context.brief) {
      StringBuilder line = new StringBuilder(link.brief(device));
      addresses.forEach(address -> line.append(address.brief()));
      context.out(line.toString());
      return;
    }
    if (!context.oneline && !filter.hidesLinks()) {
      context.out(link.full(device));
    }
    String start = context.oneline ? device.index() + ": " + device.name() : "";
    for (ShownAddress address : addresses) {
      context.out(start + address.full(context.newLine()));
    }
    if (context.statistics > 0) {
      context.out(new LinkStatistics(context).text(device));
    }
  }
}
