package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Igmp;
import dev.drydock.core.wire.Ipv4;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// What tells routers of multicast groups (IGMP; RFC 1112, 2236, 3376; Linux `net/ipv4/igmp.c`):
/// hears queries and other hosts' reports, and sends ours, each from the [GroupReports] of an
/// interface. Groups are joined as a whole, never for some sources alone.
public final class IgmpProtocol implements Ipv4Protocol {
  /// All hosts are in this group, of which nobody is told.
  static final int ALL_HOSTS = 0xe000_0001;

  /// The group of those who listen to IGMP to forward less: bridges (RFC 4286).
  public static final int ALL_SNOOPERS = 0xe000_006a;

  static final int ALL_ROUTERS = 0xe000_0002;
  static final int ALL_V3_ROUTERS = 0xe000_0016;

  private static final int ROUTER_ALERT = 0x9404_0000; // RFC 2113
  private static final int TOS = 0xc0; // internetwork control

  private final Ipv4Stack stack;
  private final RandomStream random;
  private final Map<NetDevice, GroupReports> reports = new LinkedHashMap<>();

  IgmpProtocol(Ipv4Stack stack, RandomStream random) {
    this.stack = stack;
    this.random = random;
  }

  Ipv4Stack stack() {
    return stack;
  }

  RandomStream random() {
    return random;
  }

  /// Who reports the groups of an interface.
  public GroupReports of(Ipv4Interface in) {
    return reports.computeIfAbsent(in.device(), device -> new GroupReports(this, in));
  }

  /// Says no more of what was joined so far, as on a machine that has been up for long.
  void settle() {
    reports.values().forEach(GroupReports::stop);
  }

  /// An interface came up: all its groups are told (`ip_mc_up`).
  void up(Ipv4Interface in) {
    for (int group : in.groups().groups()) {
      changed(in, group, true);
    }
  }

  /// An interface went down or away: nothing is told any more (`ip_mc_down`).
  void down(NetDevice device) {
    GroupReports gone = reports.remove(device);
    if (gone != null) {
      gone.stop();
    }
  }

  /// A group was joined or left on an interface that is up.
  void changed(Ipv4Interface in, int group, boolean joined) {
    if (group != ALL_HOSTS && in.device().isUp()) {
      of(in).changed(group, joined);
    }
  }

  @Override
  public void input(Frame frame, NetDevice device) {
    byte[] data = frame.data();
    int at = frame.networkOffset + Ipv4.headerBytes(data, frame.networkOffset);
    int length = frame.networkOffset + Ipv4.totalBytes(data, frame.networkOffset) - at;
    Ipv4Interface in = stack.onDevice(device);
    if (in == null || length < Igmp.HEADER_BYTES || Checksum.of(data, at, length) != 0) {
      device.drop(frame, DropReason.TRANSPORT_CSUM);
      return;
    }
    int group = Bytes.i32(data, at + 4);
    switch (Bytes.u8(data, at)) {
      case Igmp.QUERY -> of(in).heardQuery(data, at, length);
      case Igmp.REPORT_V1, Igmp.REPORT_V2 -> of(in).heardReport(group);
      default -> {}
    }
    frame.release();
  }

  @Override
  public void error(Frame frame, int icmpAt, int quotedAt) {
    // Nobody waits for an answer.
  }

  /// A frame for a message, whose bytes behind the first are 0.
  Frame message(int type, int bytes) {
    int header = Ipv4.HEADER_BYTES + 4;
    Frame frame = stack.frames().take(Ethernet.HEADER_BYTES + header + bytes);
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    Arrays.fill(data, at, frame.end(), (byte) 0);
    frame.networkOffset = at;
    data[at + header] = (byte) type;
    return frame;
  }

  /// Where the message of a frame begins.
  static int at(Frame frame) {
    return frame.networkOffset + Ipv4.HEADER_BYTES + 4;
  }

  /// Sends a message: TTL 1, DF, identification 0, with the router alert option (`igmpv3_newpack`).
  void send(Frame frame, Ipv4Interface in, int destination) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    int at = at(frame);
    Bytes.put16(data, at + 2, Checksum.of(data, at, frame.end() - at));
    Ipv4.writeLengths(data, ip, frame.end() - ip, 0, Ipv4.DF);
    data[ip] = 0x46;
    data[ip + 1] = (byte) TOS;
    Bytes.put32(data, ip + Ipv4.HEADER_BYTES, ROUTER_ALERT);
    Bytes.put16(data, ip + 8, (1 << 8) | Ipv4.IGMP);
    Bytes.put32(data, ip + 12, in.select(0, Scope.LINK));
    Bytes.put32(data, ip + 16, destination);
    Bytes.put16(data, ip + 10, Checksum.of(data, ip, Ipv4.HEADER_BYTES + 4));
    NetDevice device = in.device();
    frame.addressee = Frame.TO_HOST;
    if (!stack.netfilter().pass(Hook.OUTPUT, frame, null, device)) {
      return;
    }
    if (!device.hasCarrier()) {
      // The queue of such a device loses everything (`noop_qdisc`), unseen and uncounted.
      if (stack.netfilter().pass(Hook.POSTROUTING, frame, null, device)) {
        frame.release();
      }
      return;
    }
    stack.out().leave(frame, null, Route.onLink(destination, RouteType.MULTICAST, device));
  }
}
