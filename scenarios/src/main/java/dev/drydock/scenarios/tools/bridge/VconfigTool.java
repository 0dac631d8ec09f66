package dev.drydock.scenarios.tools.bridge;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VlanDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.List;

/// `vconfig` of BusyBox (`networking/vconfig.c`): VLAN devices as they were made before `ip link`.
/// Devices are called `eth0.10`; other kinds of names are taken and not used.
final class VconfigTool implements Tool {
  private static final String USAGE =
      """
      Usage: vconfig COMMAND [OPTIONS]

      Create and remove virtual ethernet devices

      \tadd IFACE VLAN_ID
      \trem VLAN_NAME
      \tset_flag IFACE 0|1 VLAN_QOS
      \tset_egress_map VLAN_NAME SKB_PRIO VLAN_QOS
      \tset_ingress_map VLAN_NAME SKB_PRIO VLAN_QOS
      \tset_name_type NAME_TYPE\
      """;

  @Override
  public int run(Invocation invocation) {
    List<String> words = invocation.arguments();
    String verb = words.isEmpty() ? "" : words.getFirst();
    return switch (verb) {
      case "add" -> words.size() < 3 ? usage(invocation) : add(invocation, words);
      case "rem" -> words.size() < 2 ? usage(invocation) : remove(invocation, words.get(1));
      case "set_flag", "set_egress_map", "set_ingress_map", "set_name_type" -> 0;
      default -> usage(invocation);
    };
  }

  private static int usage(Invocation invocation) {
    invocation.err(USAGE);
    return 1;
  }

  private static int failed(Invocation invocation, String why) {
    invocation.err("vconfig: ioctl 0x8983 failed: " + why);
    return 1;
  }

  private static int add(Invocation invocation, List<String> words) {
    Netns namespace = invocation.place().namespace();
    NetDevice lower = namespace.device(words.get(1));
    String id = words.get(2);
    if (lower == null) {
      return failed(invocation, "No such device");
    }
    if (!id.matches("\\d{1,4}") || Integer.parseInt(id) > 4094) {
      invocation.err("vconfig: number " + id + " is not in 0..4094 range");
      return 1;
    }
    String name = lower.name() + "." + Integer.parseInt(id);
    if (namespace.device(name) != null) {
      return failed(invocation, "File exists");
    }
    VlanDevice.Spec spec = new VlanDevice.Spec(name, Ethernet.VLAN, Integer.parseInt(id));
    try {
      namespace.add(VlanDevice.on(lower, spec));
    } catch (IllegalArgumentException e) {
      return failed(invocation, "File exists");
    }
    return 0;
  }

  private static int remove(Invocation invocation, String name) {
    Netns namespace = invocation.place().namespace();
    NetDevice device = namespace.device(name);
    if (device == null) {
      return failed(invocation, "No such device");
    }
    if (!(device instanceof VlanDevice)) {
      return failed(invocation, "Invalid argument");
    }
    namespace.remove(device);
    return 0;
  }
}
