package dev.drydock.drivers.bridge;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.netns.Sysctls;

/// Kernel modules the engine loads.
public final class KernelModules {
  private KernelModules() {}

  /// Loads `br_netfilter`: bridged packets pass the packet filter from now on. Where it is loaded
  /// already the settings stay as they are. The filter of ARP, which nobody else touches, tells
  /// whether it is.
  public static void loadBridgeNetfilter(Netns root) {
    Sysctls sysctls = root.sysctls();
    if ("1".equals(sysctls.get("net.bridge.bridge-nf-call-arptables"))) {
      return;
    }
    for (String table : new String[] {"iptables", "ip6tables", "arptables"}) {
      sysctls.set("net.bridge.bridge-nf-call-" + table, "1");
    }
  }
}
