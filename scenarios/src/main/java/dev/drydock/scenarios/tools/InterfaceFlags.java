package dev.drydock.scenarios.tools;

import dev.drydock.core.device.LinkFlags;
import dev.drydock.core.device.NetDevice;
import java.util.ArrayList;
import java.util.List;

/// The flags of a device as the kernel tells them (`dev_get_flags`), and their names.
public final class InterfaceFlags {
  /// `IFF_UP`.
  public static final int UP = 1;

  /// `IFF_BROADCAST`.
  public static final int BROADCAST = 2;

  /// `IFF_LOOPBACK`.
  public static final int LOOPBACK = 8;

  /// `IFF_RUNNING`.
  public static final int RUNNING = 0x40;

  /// `IFF_NOARP`.
  public static final int NOARP = 0x80;

  /// `IFF_PROMISC`, set by hand only.
  public static final int PROMISC = 0x100;

  /// `IFF_MULTICAST`.
  public static final int MULTICAST = 0x1000;

  /// `IFF_ALLMULTI`, set by hand only.
  public static final int ALLMULTI = 0x200;

  /// `IFF_DYNAMIC`.
  public static final int DYNAMIC = 0x8000;

  /// `IFF_LOWER_UP`.
  public static final int LOWER_UP = 0x10000;

  private InterfaceFlags() {}

  /// The flags of a device.
  public static int of(NetDevice device) {
    int flags =
        switch (device.kind()) {
          case LOOPBACK -> LOOPBACK;
          case DUMMY -> BROADCAST;
          case PHYSICAL, VETH, BRIDGE, VXLAN, VLAN, MACVLAN, IPVLAN -> BROADCAST | MULTICAST;
        };
    flags |= device.isNoArp() ? NOARP : 0;
    LinkFlags set = device.flags();
    flags |= set.isPromiscuous() ? PROMISC : 0;
    flags |= set.hearsAllGroups() ? ALLMULTI : 0;
    flags |= set.isDynamic() ? DYNAMIC : 0;
    flags &= set.lacksMulticast() ? ~MULTICAST : -1;
    if (device.isUp()) {
      flags |= UP;
      flags |= device.hasCarrier() ? RUNNING | LOWER_UP : 0;
    }
    return flags;
  }

  /// The names iproute2 gives, in its order.
  ///
  /// @param shown the flags that are shown
  public static List<String> words(int flags, int shown) {
    List<String> words = new ArrayList<>();
    if ((flags & UP) != 0 && (flags & RUNNING) == 0) {
      words.add("NO-CARRIER");
    }
    int named = flags & shown;
    add(words, named, LOOPBACK, "LOOPBACK");
    add(words, named, BROADCAST, "BROADCAST");
    add(words, named, MULTICAST, "MULTICAST");
    add(words, named, NOARP, "NOARP");
    add(words, named, ALLMULTI, "ALLMULTI");
    add(words, named, PROMISC, "PROMISC");
    add(words, named, DYNAMIC, "DYNAMIC");
    add(words, named, UP, "UP");
    add(words, named, LOWER_UP, "LOWER_UP");
    return words;
  }

  /// The names net-tools and BusyBox's `ifconfig` give, in their order.
  public static List<String> classicWords(int flags) {
    List<String> words = new ArrayList<>();
    add(words, flags, UP, "UP");
    add(words, flags, BROADCAST, "BROADCAST");
    add(words, flags, LOOPBACK, "LOOPBACK");
    add(words, flags, RUNNING, "RUNNING");
    add(words, flags, NOARP, "NOARP");
    add(words, flags, PROMISC, "PROMISC");
    add(words, flags, ALLMULTI, "ALLMULTI");
    add(words, flags, MULTICAST, "MULTICAST");
    return words;
  }

  private static void add(List<String> words, int flags, int flag, String word) {
    if ((flags & flag) != 0) {
      words.add(word);
    }
  }
}
