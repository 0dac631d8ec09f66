package dev.drydock.drivers.bridge;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.netns.Sysctls;

/// Kernel modules the engine loads.
public final class KernelModules {
  private KernelModules() {}

  /// Loads `br_netfilter`: bridged packets pass the packet filter from now on. Settings that are
  /// there already stay as they are.
  public static void loadBridgeNetfilter(Netns root) {
    Sysctls sysctls = root.sysctls();
    for (String table : new String[] {"iptables", "ip6tables", "arptables"}) {
      String key = "net.bridge.bridge-nf-call-" + table;
      if (sysctls.get(key) == null) {
        sysctls.set(key, "1");
      }
    }
  }
}
