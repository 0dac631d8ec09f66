package dev.drydock.scenarios.tools.bridge;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.Fdb;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.PortVlans;
import dev.drydock.core.device.stp.PortState;
import dev.drydock.core.device.vxlan.VxlanDevice;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.net.iproute.Fields;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `bridge fdb` (iproute2 6.1, `bridge/fdb.c`): the tables of bridges, the groups devices listen
/// to, and the tunnel ends of VXLAN devices.
final class FdbCommand {
  private static final String NO_ENTRY = "RTNETLINK answers: No such file or directory";

  private final Invocation invocation;
  private final BridgeOutput output;
  private boolean isDynamic; // `show dynamic`: nothing that is permanent
  private String onlyVlan = "";
  private String onlyState = "";

  FdbCommand(Invocation invocation, BridgeOutput output) {
    this.invocation = invocation;
    this.output = output;
  }

  int run(List<String> words) {
    String word = words.isEmpty() ? "show" : words.getFirst();
    Deque<String> rest = new ArrayDeque<>(words.isEmpty() ? words : words.subList(1, words.size()));
    return switch (word) {
      case "show", "lst", "list" -> show(rest);
      case "add", "create", "append", "replace", "change" -> change(rest, word);
      case "delete", "del" -> change(rest, "del");
      case "get" -> get(rest);
      case "flush" -> flush(rest);
      default -> refuse(255, "Command \"" + word + "\" is unknown, try \"bridge fdb help\".");
    };
  }

  private int refuse(int status, String why) {
    invocation.err(why);
    return status;
  }

  // ---- changing --------------------------------------------------------------------------

  /// What stands behind `bridge fdb add`.
  private static final class Request {
    String mac = "";
    String device = "";
    String remote = "";
    boolean isMaster;
    boolean isSelf;
    boolean isLearned; // `static` or `dynamic` instead of `permanent`
    boolean isAgeing;
    int vlan; // 0 for none
    String problem = "";

    void read(Deque<String> words) {
      while (!words.isEmpty()) {
        String word = words.removeFirst();
        switch (word) {
          case "dev" -> device = next(words);
          case "dst" -> remote = next(words);
          case "master" -> isMaster = true;
          case "self" -> isSelf = true;
          case "static", "temp" -> isLearned = true;
          case "dynamic" -> {
            isLearned = true;
            isAgeing = true;
          }
          case "local", "permanent", "router", "use", "extern_learn", "sticky" -> {}
          case "vlan" -> vlan = number(next(words));
          case "port", "vni", "src_vni", "via" -> next(words);
          default -> {
            String address = word.equals("to") ? next(words) : word;
            if (problem.isEmpty() && !mac.isEmpty()) {
              problem = "Error: either \"to\" is duplicate, or \"" + address + "\" is a garbage.";
            }
            mac = address;
          }
        }
      }
    }

    /// `atoi`.
    private static int number(String word) {
      return word.matches("\\d{1,9}") ? Integer.parseInt(word) : 0;
    }

    private static String next(Deque<String> words) {
      return words.isEmpty() ? "" : words.removeFirst();
    }
  }

  private int change(Deque<String> words, String how) {
    Request request = new Request();
    request.read(words);
    if (!request.problem.isEmpty()) {
      return refuse(255, request.problem);
    }
    if (request.device.isEmpty() || request.mac.isEmpty()) {
      return refuse(255, "Device and address are required arguments.");
    }
    NetDevice device = invocation.place().namespace().device(request.device);
    if (device == null) {
      return refuse(255, "Cannot find device \"" + request.device + "\"");
    }
    long mac;
    try {
      mac = Mac.parse(request.mac);
    } catch (IllegalArgumentException e) {
      return refuse(255, "Invalid mac address " + request.mac);
    }
    if (device instanceof VxlanDevice tunnel && (request.isSelf || !request.isMaster)) {
      return tunnelEnd(tunnel, mac, request, how);
    }
    boolean takesAddresses = device.kind() == DeviceKind.VETH || device.kind() == DeviceKind.DUMMY;
    if (!request.isMaster && takesAddresses) {
      return own(device, mac, how); // NTF_SELF is what is meant where nothing is said
    }
    if (device instanceof Bridge bridge && !request.isMaster) {
      return entries(new Target(bridge, null), mac, request, how);
    }
    BridgePort port = device.rxHandler() instanceof BridgePort found ? found : null;
    if (port == null || !request.isMaster) {
      return refuse(255, "RTNETLINK answers: Operation not supported");
    }
    return entries(new Target(port.bridge(), port), mac, request, how);
  }

  /// Whose entry is meant.
  ///
  /// @param port null for the bridge itself
  private record Target(Bridge bridge, @Nullable BridgePort port) {}

  /// An entry in the VLAN that is named, else in none and, where the bridge filters, in each of the
  /// target's (`br_fdb_add`, `br_fdb_delete`).
  private int entries(Target target, long mac, Request request, String how) {
    BridgePort port = target.port;
    PortVlans vlans = port == null ? target.bridge.vlans() : port.vlans();
    List<Integer> ids = new ArrayList<>();
    vlans.list().forEach(each -> ids.add(each.id()));
    if (request.vlan != 0 && !ids.contains(request.vlan)) {
      return refuse(255, "RTNETLINK answers: Invalid argument");
    }
    if (request.vlan != 0 || !target.bridge.vlanSettings().isFiltering()) {
      ids.clear();
    }
    ids.addFirst(request.vlan);
    if (how.equals("del")) {
      boolean isGone = false;
      for (int id : ids) {
        isGone |= remove(target, Fdb.key(id, mac));
      }
      return isGone ? 0 : refuse(255, NO_ENTRY);
    }
    PortState state = port == null ? PortState.FORWARDING : port.state();
    if (request.isAgeing && state != PortState.FORWARDING && state != PortState.LEARNING) {
      return refuse(255, "RTNETLINK answers: Operation not permitted"); // fdb_add_entry
    }
    for (int id : ids) {
      if (!put(target, Fdb.key(id, mac), request, how)) {
        return refuse(255, "RTNETLINK answers: File exists");
      }
    }
    return 0;
  }

  /// `fdb_delete_by_addr_and_port`.
  private boolean remove(Target target, long key) {
    Fdb.Entry entry = find(target.bridge.fdb(), key);
    if (entry == null || entry.port() != target.port) {
      return false;
    }
    target.bridge.fdb().remove(key, now());
    return true;
  }

  /// `fdb_add_entry`.
  ///
  /// @return false when there is such an entry already, and none may be
  private boolean put(Target target, long key, Request request, String how) {
    Fdb fdb = target.bridge.fdb();
    if (find(fdb, key) != null && (how.equals("add") || how.equals("create"))) {
      return false;
    }
    Fdb.Kind kind =
        request.isAgeing ? Fdb.Kind.LEARNED : request.isLearned ? Fdb.Kind.STATIC : Fdb.Kind.LOCAL;
    fdb.put(key, target.port, kind, now());
    return true;
  }

  private Fdb.@Nullable Entry find(Fdb fdb, long key) {
    for (Fdb.Entry entry : fdb.entries(now())) {
      if (Fdb.key(entry.vlan(), entry.mac()) == key) {
        return entry;
      }
    }
    return null;
  }

  private long now() {
    return invocation.lab().loop().nowNanos();
  }

  /// An address that a device itself is to take (`ndo_dflt_fdb_add`).
  private int own(NetDevice device, long mac, String how) {
    boolean isThere = device.rxMode().unicasts().contains(mac);
    if (how.equals("del")) {
      if (!isThere) {
        return refuse(255, NO_ENTRY);
      }
      device.rxMode().removeUnicast(mac);
      return 0;
    }
    if (isThere) {
      return how.equals("add") ? refuse(255, "RTNETLINK answers: File exists") : 0;
    }
    device.rxMode().addUnicast(mac);
    return 0;
  }

  /// `bridge fdb get ADDRESS br BRIDGE` or `dev PORT`.
  private int get(Deque<String> words) {
    String name = "";
    String mac = "";
    int vlan = 0;
    while (!words.isEmpty()) {
      String word = words.removeFirst();
      switch (word) {
        case "br", "dev", "brport" -> name = Request.next(words);
        case "vlan" -> vlan = Request.number(Request.next(words));
        case "vni", "state" -> Request.next(words);
        case "self", "master", "dynamic" -> {}
        default -> mac = word.equals("to") ? Request.next(words) : word;
      }
    }
    NetDevice device = invocation.place().namespace().device(name);
    if (name.isEmpty() || mac.isEmpty()) {
      return refuse(255, "Device or master and address are required arguments.");
    }
    if (device == null) {
      return refuse(255, "Cannot find device \"" + name + "\"");
    }
    Bridge bridge = device instanceof Bridge itself ? itself : null;
    if (device.rxHandler() instanceof BridgePort port) {
      bridge = port.bridge();
    }
    if (bridge == null) {
      return refuse(255, "Error: Device is not a bridge or a port of one.");
    }
    for (Fdb.Entry entry : bridge.fdb().entries(invocation.lab().loop().nowNanos())) {
      boolean isIt = Mac.format(entry.mac()).equals(mac.toLowerCase(Locale.ROOT));
      if (isIt && entry.vlan() == vlan) {
        BridgePort port = entry.port();
        NetDevice behind = port == null ? bridge : port.device();
        tell(line(entry, bridge, " dev " + behind.name()));
        output.end();
        return 0;
      }
    }
    return refuse(254, "Error: Fdb entry not found.");
  }

  /// `bridge fdb flush dev BRIDGE`, or `dev PORT master`: all entries but the bridge's own
  /// addresses. A port without that word is asked itself, and has no such table
  /// (`ndo_fdb_del_bulk`).
  private int flush(Deque<String> words) {
    if (!"dev".equals(words.pollFirst())) {
      return refuse(255, "Device is a required argument.");
    }
    String name = Request.next(words);
    NetDevice device = invocation.place().namespace().device(name);
    if (device == null) {
      return refuse(255, "Cannot find device \"" + name + "\"");
    }
    BridgePort only = device.rxHandler() instanceof BridgePort found ? found : null;
    Bridge bridge = device instanceof Bridge itself ? itself : only == null ? null : only.bridge();
    if (bridge == null || (only != null && !words.contains("master"))) {
      return refuse(255, "RTNETLINK answers: Operation not supported");
    }
    long now = invocation.lab().loop().nowNanos();
    for (Fdb.Entry entry : List.copyOf(bridge.fdb().entries(now))) {
      BridgePort port = entry.port();
      if (port != null && (only == null || port == only) && entry.mac() != port.device().mac()) {
        bridge.fdb().remove(entry.mac(), now);
      }
    }
    return 0;
  }

  private int tunnelEnd(VxlanDevice tunnel, long mac, Request request, String how) {
    IpAddress remote = IpAddress.parseOrNull(request.remote);
    if (!request.remote.isEmpty() && (remote == null || remote.isV6())) {
      return refuse(255, "Invalid address \"" + request.remote + "\"");
    }
    long now = invocation.lab().loop().nowNanos();
    boolean isThere = tunnel.fdb().entries(now).stream().anyMatch(e -> e.mac() == mac);
    if (how.equals("del")) {
      boolean isGone =
          remote == null ? tunnel.fdb().remove(mac) : tunnel.fdb().remove(mac, remote.v4());
      return isGone ? 0 : refuse(255, "RTNETLINK answers: No such file or directory");
    }
    if (remote == null) {
      return refuse(255, "RTNETLINK answers: Invalid argument");
    }
    if (isThere && how.equals("add")) {
      return refuse(255, "RTNETLINK answers: File exists");
    }
    if (isThere && how.equals("replace")) {
      tunnel.fdb().remove(mac);
    }
    tunnel.fdb().add(mac, remote.v4());
    return 0;
  }

  // ---- showing ---------------------------------------------------------------------------

  private int show(Deque<String> words) {
    String bridge = "";
    String wanted = "";
    while (!words.isEmpty()) {
      String word = words.removeFirst();
      switch (word) {
        case "br" -> bridge = Request.next(words);
        case "dev", "brport" -> wanted = Request.next(words);
        case "dynamic" -> isDynamic = true;
        case "vlan" -> onlyVlan = Request.next(words);
        case "state" -> onlyState = Request.next(words);
        default -> {}
      }
    }
    for (String name : List.of(bridge, wanted)) {
      if (!name.isEmpty() && invocation.place().namespace().device(name) == null) {
        String what = name.equals(bridge) ? "bridge device" : "device";
        return refuse(255, "Cannot find " + what + " \"" + name + "\"");
      }
    }
    for (NetDevice device : invocation.place().namespace().devices()) {
      if (wanted.isEmpty() || device.name().equals(wanted)) {
        show(device, bridge, wanted.isEmpty() ? " dev " + device.name() : "");
      }
    }
    output.end();
    return 0;
  }

  /// Tells an entry: its words are its values.
  private void tell(String line) {
    List<String> words = List.of(line.trim().split(" ", -1));
    Fields fields = new Fields().say(line).put("mac", words.get(0));
    List<String> flags = new ArrayList<>();
    String master = "";
    String state = "";
    String vlan = "0";
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "dev" -> fields.put("ifname", words.get(++i));
        case "used" -> {
          List<String> seconds = List.of(words.get(++i).split("/", -1));
          fields.put("used", Long.valueOf(seconds.get(0)));
          fields.put("updated", Long.valueOf(seconds.get(1)));
        }
        case "vlan" -> {
          vlan = words.get(++i);
          fields.put("vlan", Integer.valueOf(vlan));
        }
        case "dst" -> fields.put("dst", words.get(++i));
        case "link-netnsid" -> fields.put("linkNetNsId", Integer.valueOf(words.get(++i)));
        case "master" -> master = words.get(++i);
        case "self" -> flags.add(word);
        default -> state = word;
      }
    }
    fields.put("flags", flags);
    if (!master.isEmpty()) {
      fields.put("master", master);
    }
    boolean isWanted = onlyVlan.isEmpty() || onlyVlan.equals(vlan);
    isWanted &= onlyState.isEmpty() || isIn(onlyState, state);
    if (isWanted && (!isDynamic || !state.equals("permanent"))) {
      output.tell(fields.put("state", state));
    }
  }

  /// `state_a2n`: what a state of the command line is in an entry.
  private static boolean isIn(String wanted, String state) {
    return switch (wanted.toLowerCase(Locale.ROOT)) {
      case "permanent" -> state.equals("permanent");
      case "static", "temp" -> state.equals("static");
      case "dynamic", "reachable" -> state.isEmpty();
      default -> wanted.equals("all");
    };
  }

  /// The entries of one device: a bridge's groups come before its addresses, a port's after them
  /// (`rtnl_fdb_dump`).
  ///
  /// @param where names the device, unless the user did
  private void show(NetDevice device, String bridge, String where) {
    if (device instanceof Bridge own && (bridge.isEmpty() || own.name().equals(bridge))) {
      groups(device, where);
      entries(own, device, where);
    } else if (device.rxHandler() instanceof BridgePort port
        && (bridge.isEmpty() || port.bridge().name().equals(bridge))) {
      entries(port.bridge(), device, where);
      groups(device, where);
    } else if (bridge.isEmpty()) {
      groups(device, where);
    }
    boolean isPort =
        device.rxHandler() instanceof BridgePort at && at.bridge().name().equals(bridge);
    if (device instanceof VxlanDevice tunnel && (bridge.isEmpty() || isPort)) {
      TunnelEntries.of(invocation, tunnel, where).forEach(this::tell);
    }
  }

  /// A VXLAN device shows its own table instead (`vxlan_fdb_dump`).
  private void groups(NetDevice device, String where) {
    if (device instanceof VxlanDevice) {
      return;
    }
    for (long mac : device.rxMode().unicasts()) {
      tell(Mac.format(mac) + where + " self permanent");
    }
    for (long mac : device.groups().addresses()) {
      tell(Mac.format(mac) + where + " self permanent");
    }
  }

  /// The entries of the bridge that lead to one device.
  private void entries(Bridge bridge, NetDevice device, String where) {
    long now = invocation.lab().loop().nowNanos();
    for (Fdb.Entry entry : bridge.fdb().entries(now)) {
      BridgePort port = entry.port();
      NetDevice behind = port == null ? bridge : port.device();
      if (behind == device) {
        boolean isOwn = entry.isLocal() && entry.vlan() == 0 && entry.mac() == device.mac();
        if (isOwn && bridge.vlanSettings().isFiltering()) {
          ownInVlans(entry, bridge, where);
        }
        tell(line(entry, bridge, where));
      }
    }
  }

  /// A device's own address is in each of its VLANs too, the newest first (`__vlan_add`).
  private void ownInVlans(Fdb.Entry entry, Bridge bridge, String where) {
    BridgePort port = entry.port();
    PortVlans vlans = port == null ? bridge.vlans() : port.vlans();
    for (PortVlans.Membership each : vlans.list().reversed()) {
      var shown = new Fdb.Entry(each.id(), entry.mac(), port, entry.kind(), entry.times());
      tell(line(shown, bridge, where));
    }
  }

  private String line(Fdb.Entry entry, Bridge bridge, String where) {
    String state =
        switch (entry.kind()) {
          case LOCAL -> "permanent";
          case STATIC -> "static";
          case LEARNED -> "";
        };
    return Mac.format(entry.mac())
        + where
        + (entry.vlan() == 0 ? "" : " vlan " + entry.vlan())
        + (output.statistics ? used(entry.times()) : "")
        + " master "
        + bridge.name()
        + " "
        + state;
  }

  /// Seconds since a frame was sent to it, and since it was seen or set.
  private String used(Fdb.Times times) {
    long now = now();
    long used = (now - times.usedNanos()) / Nanos.SECOND;
    return " used " + used + "/" + (now - times.updatedNanos()) / Nanos.SECOND;
  }
}
