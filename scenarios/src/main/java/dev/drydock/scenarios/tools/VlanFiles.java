package dev.drydock.scenarios.tools;

import dev.drydock.core.device.DeviceCounters;
import dev.drydock.core.device.KernelOption;
import dev.drydock.core.device.Macvlan;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VlanDevice;
import dev.drydock.core.netns.Netns;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the kernel tells of VLAN devices: `/proc/net/vlan/config`, and a file for each of them
/// (`net/8021q/vlanproc.c`; as Linux 6.1 shows them).
final class VlanFiles {
  private static final String FOLDER = "/proc/net/vlan/";
  private static final int PRIORITIES = 8;

  /// `IFF_802_1Q_VLAN`, `IFF_XMIT_DST_RELEASE`, `IFF_UNICAST_FLT` and `IFF_NO_QUEUE`.
  private static final int PRIVATE_FLAGS = 0x81021;

  private static final int MACVLAN_PORT = 1 << 8; // IFF_MACVLAN_PORT
  private static final int BRIDGE_PORT = 1 << 9; // IFF_BRIDGE_PORT

  private VlanFiles() {}

  /// What a file holds; null when it is none of these.
  static @Nullable String read(Netns namespace, String path) {
    if (!path.startsWith(FOLDER) || !namespace.softnet().kernel().has(KernelOption.VLAN_8021Q)) {
      return null;
    }
    String name = path.substring(FOLDER.length());
    if (name.equals("config")) {
      return all(namespace);
    }
    return namespace.device(name) instanceof VlanDevice vlan ? one(vlan) : null;
  }

  private static String all(Netns namespace) {
    StringBuilder text =
        new StringBuilder(
            "VLAN Dev name\t | VLAN ID\nName-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD\n");
    for (NetDevice device : namespace.devices()) {
      if (device instanceof VlanDevice vlan) {
        String line = String.format(Locale.ROOT, "%-15s| %d  | ", vlan.name(), vlan.id());
        text.append(line).append(lower(vlan)).append('\n');
      }
    }
    return text.toString();
  }

  private static String lower(VlanDevice vlan) {
    return vlan.lower().name();
  }

  private static String one(VlanDevice vlan) {
    DeviceCounters counters = vlan.counters();
    int reorders = vlan.vlanFlags() & VlanDevice.REORDER_HDR;
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s  VID: %d\t REORDER_HDR: %d  dev->priv_flags: %x\n",
                vlan.name(),
                vlan.id(),
                reorders,
                privateFlags(vlan)));
    text.append(count("total frames received", counters.rxFrames()));
    text.append(count("total bytes received", counters.rxBytes()));
    text.append(count("Broadcast/Multicast Rcvd", counters.rxMulticast())).append('\n');
    text.append(count("total frames transmitted", counters.txFrames()));
    text.append(count("total bytes transmitted", counters.txBytes()));
    text.append("Device: ").append(lower(vlan)).append("\nINGRESS priority mappings: ");
    for (int i = 0; i < PRIORITIES; i++) {
      String gap = i == 0 ? "" : i == PRIORITIES - 1 ? " " : "  ";
      text.append(gap).append(i).append(':').append(vlan.ingress().getOrDefault(i, 0));
    }
    text.append("\n EGRESS priority mappings: ");
    vlan.egress().forEach((from, to) -> text.append(from).append(':').append(to).append(' '));
    return text.append('\n').toString();
  }

  private static int privateFlags(VlanDevice vlan) {
    if (vlan.master() != null) {
      return PRIVATE_FLAGS | BRIDGE_PORT;
    }
    boolean isParent = vlan.stacked().stream().anyMatch(Macvlan.class::isInstance);
    return isParent ? PRIVATE_FLAGS | MACVLAN_PORT : PRIVATE_FLAGS;
  }

  private static String count(String what, long number) {
    return String.format(Locale.ROOT, "%30s %12d\n", what, number);
  }
}
