package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.sim.Event;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts fragments together again (RFC 791 section 3.2; Linux `net/ipv4/ip_fragment.c`,
/// `inet_fragment.c`).
///
/// A packet's fragments have source, destination, protocol, identification, and the place that
/// collects them in common. Fragments that overlap lose the whole packet (RFC 5722, for IPv4 since
/// Linux 4.20); one that came twice is dropped alone. What is not complete after 30 seconds is
/// lost, and its sender is told if the first fragment was there.
///
/// Differs from Linux: `ipfrag_max_dist` is not kept.
public final class Reassembly {
  /// Who collects (`enum ip_defrag_users`).
  public enum Place {
    /// The host a packet is for, before INPUT.
    LOCAL_DELIVER,
    /// Connection tracking, before PREROUTING.
    CONNTRACK,
    /// Connection tracking of bridged packets, before PREROUTING.
    CONNTRACK_BRIDGE
  }

  private static final long TIMEOUT_NANOS = 30_000_000_000L; // ipfrag_time
  private static final int PACKET_BYTES_MAX = 65_535;
  private static final int CONGESTED = 3; // ECN: congestion experienced

  private final Ipv4Stack stack;
  private final Softnet softnet;
  private final List<Queue> queues = new ArrayList<>(0);
  private final Fragments.Memory memory = new Fragments.Memory();

  Reassembly(Ipv4Stack stack, Softnet softnet) {
    this.stack = stack;
    this.softnet = softnet;
  }

  /// Whether a packet is a fragment.
  public static boolean isFragment(byte[] data, int at) {
    return (Ipv4.fragment(data, at) & (Ipv4.MF | Ipv4.OFFSET_MASK)) != 0;
  }

  /// Takes over a fragment.
  ///
  /// @return the whole packet if this was the last that lacked, else null
  public @Nullable Frame add(Frame frame, NetDevice device, Place place) {
    Queue queue = find(frame, place);
    if (queue == null) {
      if (memory.isFull()) {
        device.drop(frame, DropReason.FRAG_MEMORY);
        return null;
      }
      queue = new Queue(frame, place);
      queues.add(queue);
      softnet.loop().scheduleAfter(queue, TIMEOUT_NANOS);
    }
    return queue.add(frame, device);
  }

  private @Nullable Queue find(Frame frame, Place place) {
    byte[] data = frame.data();
    int at = frame.networkOffset;
    for (int i = 0; i < queues.size(); i++) {
      Queue queue = queues.get(i);
      if (queue.place == place
          && queue.id == Ipv4.id(data, at)
          && queue.source == Ipv4.source(data, at)
          && queue.destination == Ipv4.destination(data, at)
          && queue.protocol == Ipv4.protocol(data, at)) {
        return queue;
      }
    }
    return null;
  }

  /// The fragments of one packet; fires when they have waited too long.
  private final class Queue extends Event {
    private final Place place;
    private final int id;
    private final int source;
    private final int destination;
    private final int protocol;
    private final Fragments fragments = new Fragments(memory);
    private @Nullable NetDevice device;
    private int endBytes = -1; // of the payload; unknown until the last fragment is there
    private int haveBytes;
    private int maxBytes;
    private int maxWithDf;
    private boolean congested;

    Queue(Frame frame, Place place) {
      byte[] data = frame.data();
      int at = frame.networkOffset;
      this.place = place;
      this.id = Ipv4.id(data, at);
      this.source = Ipv4.source(data, at);
      this.destination = Ipv4.destination(data, at);
      this.protocol = Ipv4.protocol(data, at);
    }

    @Nullable Frame add(Frame frame, NetDevice from) {
      byte[] data = frame.data();
      int at = frame.networkOffset;
      boolean more = (Ipv4.fragment(data, at) & Ipv4.MF) != 0;
      int header = Ipv4.headerBytes(data, at);
      int begin = (Ipv4.fragment(data, at) & Ipv4.OFFSET_MASK) << 3;
      int end = begin + Ipv4.totalBytes(data, at) - header;
      if (more) {
        end &= ~7;
      }
      int known = endBytes >= 0 ? endBytes : fragments.farthest();
      boolean corrupt = more ? endBytes >= 0 && end > endBytes : end < known || clashes(end);
      if (corrupt || end == begin || end > PACKET_BYTES_MAX - Ipv4.HEADER_BYTES) {
        from.drop(frame, DropReason.IP_INHDR);
        return null;
      }
      DropReason refused = fragments.add(new Fragments.Part(frame, at + header, begin, end));
      if (refused != null) {
        refuse(frame, from, refused);
        return null;
      }
      device = from;
      if (!more) {
        endBytes = end;
      }
      note(frame);
      haveBytes += end - begin;
      return haveBytes == endBytes ? complete() : null;
    }

    private boolean clashes(int end) {
      return endBytes >= 0 && end != endBytes;
    }

    private void refuse(Frame frame, NetDevice from, DropReason reason) {
      from.drop(frame, reason);
      if (reason == DropReason.FRAG_OVERLAP) {
        discard(reason);
      }
    }

    private void note(Frame frame) {
      byte[] data = frame.data();
      int at = frame.networkOffset;
      int total = Ipv4.totalBytes(data, at);
      maxBytes = Math.max(maxBytes, total);
      if ((Ipv4.fragment(data, at) & Ipv4.DF) != 0) {
        maxWithDf = Math.max(maxWithDf, total);
      }
      congested |= (Ipv4.tos(data, at) & CONGESTED) == CONGESTED;
    }

    /// The header is the first fragment's; the frame's notes are too (`ip_frag_reasm`).
    private @Nullable Frame complete() {
      Frame first = fragments.first().frame();
      int header = Ipv4.headerBytes(first.data(), first.networkOffset);
      int total = header + endBytes;
      if (total > PACKET_BYTES_MAX) {
        discard(DropReason.PKT_TOO_BIG);
        return null;
      }
      Frame whole = softnet.frames().take(Ethernet.HEADER_BYTES + total);
      byte[] data = whole.data();
      int at = whole.offset() + Ethernet.HEADER_BYTES;
      int begin = first.networkOffset - Ethernet.HEADER_BYTES;
      System.arraycopy(first.data(), begin, data, whole.offset(), Ethernet.HEADER_BYTES + header);
      fragments.copyTo(data, at + header);
      whole.networkOffset = at;
      whole.id = first.id;
      whole.addressee = first.addressee;
      whole.inputIndex = first.inputIndex;
      whole.reassembled = true;
      whole.fragmentMaxBytes = maxBytes;
      int piece = fragments.pieceBytes();
      whole.pieceBytes = piece == 0 ? 0 : header + piece;
      if (congested) {
        Ipv4.putTos(data, at, Ipv4.tos(data, at) | CONGESTED);
      }
      Bytes.put16(data, at + 2, total);
      Bytes.put16(data, at + 6, maxWithDf == maxBytes ? Ipv4.DF : 0);
      Bytes.put16(data, at + 10, 0);
      Bytes.put16(data, at + 10, Checksum.of(data, at, header));
      end();
      fragments.release();
      return whole;
    }

    private void end() {
      queues.remove(this);
      softnet.loop().cancel(this);
    }

    private void discard(DropReason reason) {
      end();
      fragments.drop(device, reason);
    }

    /// Too late (`ip_expire`). Only the host a packet is for says so.
    @Override
    protected void fire() {
      if (!fragments.isEmpty() && fragments.first().begin() == 0) {
        boolean ours = stack.fib().addressType(destination) == RouteType.LOCAL;
        if (place == Place.LOCAL_DELIVER || ours) {
          int late = (Icmp.TIME_EXCEEDED << 8) | Icmp.REASSEMBLY;
          stack.icmp().sendError(fragments.first().frame(), late, 0);
        }
      }
      discard(DropReason.FRAG_REASM_TIMEOUT);
    }
  }
}
