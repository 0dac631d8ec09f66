package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which devices and addresses `ip addr show` and `ip link show` are asked for
/// (`ipaddr_list_flush_or_save`).
public final class ShowFilter {
  private static final List<String> FLAGS =
      List.of("secondary", "tentative", "deprecated", "dadfailed", "nodad", "temporary");

  private final IpContext context;
  private final List<String> flags = new ArrayList<>();
  private @Nullable NetDevice device;
  private @Nullable NetDevice master;
  private @Nullable IpPrefix to;
  private String scope = "";
  private String label = "";
  private String kind = "";
  private boolean up;
  private boolean noMaster;
  private boolean primary;
  private boolean permanent;
  private int group = -1;

  private ShowFilter(IpContext context) {
    this.context = context;
  }

  /// Whether no device is named.
  boolean isForAll() {
    return device == null;
  }

  public static ShowFilter read(IpContext context, Words words) throws ToolFailure {
    ShowFilter filter = new ShowFilter(context);
    while (!words.isEmpty()) {
      filter.readOne(words);
    }
    return filter;
  }

  private void readOne(Words words) throws ToolFailure {
    String word = words.next();
    switch (word) {
      case "to" -> {
        to = prefix(words.next());
        if (context.family == IpContext.ANY) {
          context.family = to.isV6() ? IpContext.INET6 : IpContext.INET;
        }
      }
      case "scope" -> scope = words.next();
      case "up" -> up = true;
      case "label" -> label = words.next();
      case "master" -> master = IpLinkCommand.master(context, words.next());
      case "nomaster" -> noMaster = true;
      case "type" -> kind = words.next();
      case "group" -> {
        String text = words.next();
        group = text.equals("default") ? 0 : text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
      }
      case "permanent" -> permanent = true;
      case "dynamic" -> flags.add("dynamic");
      case "primary" -> primary = true;
      default -> {
        if (FLAGS.contains(word)) {
          flags.add(word);
        } else {
          readDevice(word.equals("dev") ? words.next() : word);
        }
      }
    }
  }

  private void readDevice(String name) throws ToolFailure {
    if (device != null) {
      throw Words.duplicate("dev", name);
    }
    device = context.shownDevice(name);
  }

  private static IpPrefix prefix(String text) throws ToolFailure {
    IpPrefix cidr =
        IpPrefix.parseOrNull(
            text.indexOf('/') < 0 ? text + (text.indexOf(':') < 0 ? "/32" : "/128") : text);
    if (cidr == null) {
      throw Words.wrong(text, "invalid \"to\"\n");
    }
    return cidr;
  }

  /// Whether only the addresses are shown.
  boolean hidesLinks() {
    return !label.isEmpty();
  }

  /// Whether something narrows the addresses down, so that devices without one are left out.
  public boolean narrowsAddresses() {
    return to != null
        || !scope.isEmpty()
        || !label.isEmpty()
        || !flags.isEmpty()
        || primary
        || permanent;
  }

  public boolean takes(NetDevice candidate) {
    return (device == null || device == candidate)
        && (!up || candidate.isUp())
        && (group < 0 || candidate.flags().group() == group)
        && (master == null || candidate.master() == master)
        && (!noMaster || candidate.master() == null)
        && (kind.isEmpty() || takesKind(candidate));
  }

  private boolean takesKind(NetDevice candidate) {
    if (kind.equals("bridge_slave")) {
      return candidate.master() != null;
    }
    return LinkConstants.tellsKind(candidate.kind()) && candidate.kind().word().equals(kind);
  }

  /// Whether an address of a device is wanted; an IPv6 address has the device's name for a label.
  public boolean takes(NetDevice owner, ShownAddress address) {
    return context.wants(address.family())
        && (scope.isEmpty() || scope.equals("all") || scope.equals(address.scope()))
        && (label.isEmpty() || matchesLabel(owner, address))
        && address.flags().containsAll(flags)
        && !(permanent && address.flags().contains("dynamic"))
        && !(primary && address.flags().contains("secondary"))
        && (to == null || to.contains(address.cidr().address()));
  }

  private boolean matchesLabel(NetDevice owner, ShownAddress address) {
    String pattern = label.replace(".", "\\.").replace("*", ".*").replace("?", ".");
    String shown = address.label().isEmpty() ? owner.name() : address.label();
    return shown.matches(pattern);
  }
}
