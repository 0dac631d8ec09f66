package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
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
/// Differs from Linux: `ipfrag_max_dist` is not kept, and memory is counted by the size of our
/// buffers.
final class Reassembly {
  /// Who collects (`enum ip_defrag_users`).
  enum Place {
    /// The host a packet is for, before INPUT.
    LOCAL_DELIVER,
    /// Connection tracking, before PREROUTING.
    CONNTRACK,
    /// Connection tracking of bridged packets, before PREROUTING.
    CONNTRACK_BRIDGE
  }

  private static final long TIMEOUT_NANOS = 30_000_000_000L; // ipfrag_time
  private static final int MEMORY_BYTES_MAX = 4 << 20; // ipfrag_high_thresh
  private static final int NOTE_BYTES = 256; // struct sk_buff
  private static final int PACKET_BYTES_MAX = 65_535;
  private static final int CONGESTED = 3; // ECN: congestion experienced

  private final Ipv4Stack stack;
  private final Softnet softnet;
  private final List<Queue> queues = new ArrayList<>(0);
  private int memoryBytes;

  Reassembly(Ipv4Stack stack, Softnet softnet) {
    this.stack = stack;
    this.softnet = softnet;
  }

  /// Whether a packet is a fragment.
  static boolean isFragment(byte[] data, int at) {
    return (Ipv4.fragment(data, at) & (Ipv4.MF | Ipv4.OFFSET_MASK)) != 0;
  }

  /// Takes over a fragment.
  ///
  /// @return the whole packet if this was the last that lacked, else null
  @Nullable Frame add(Frame frame, NetDevice device, Place place) {
    Queue queue = find(frame, place);
    if (queue == null) {
      if (memoryBytes > MEMORY_BYTES_MAX) {
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

  private static int sizeOf(Frame frame) {
    return frame.data().length + NOTE_BYTES;
  }

  /// The fragments of one packet; fires when they have waited too long.
  private final class Queue extends Event {
    private final Place place;
    private final int id;
    private final int source;
    private final int destination;
    private final int protocol;
    private final List<Frame> fragments = new ArrayList<>(4); // by offset
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
      int begin = offset(frame);
      int end = begin + payload(frame);
      if (more) {
        end &= ~7;
      }
      int known = endBytes >= 0 ? endBytes : farthest();
      boolean corrupt = more ? endBytes >= 0 && end > endBytes : end < known || clashes(end);
      if (corrupt || end == begin || end > PACKET_BYTES_MAX - Ipv4.HEADER_BYTES) {
        from.drop(frame, DropReason.IP_INHDR);
        return null;
      }
      if (!insert(frame, from, begin, end)) {
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

    private int farthest() {
      return fragments.isEmpty() ? 0 : endOf(fragments.getLast());
    }

    private boolean insert(Frame frame, NetDevice from, int begin, int end) {
      int index = fragments.size();
      while (index > 0 && offset(fragments.get(index - 1)) > begin) {
        index--;
      }
      Frame before = index == 0 ? null : fragments.get(index - 1);
      Frame after = index == fragments.size() ? null : fragments.get(index);
      if (before != null && begin >= offset(before) && end <= endOf(before)) {
        from.drop(frame, DropReason.DUP_FRAG);
        return false;
      }
      if ((before != null && begin < endOf(before)) || (after != null && end > offset(after))) {
        from.drop(frame, DropReason.FRAG_OVERLAP);
        discard(DropReason.FRAG_OVERLAP);
        return false;
      }
      fragments.add(index, frame);
      memoryBytes += sizeOf(frame);
      return true;
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
      Frame first = fragments.getFirst();
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
      for (Frame fragment : fragments) {
        int payload = fragment.networkOffset + headerOf(fragment);
        int bytes = endOf(fragment) - offset(fragment);
        System.arraycopy(fragment.data(), payload, data, at + header + offset(fragment), bytes);
      }
      whole.networkOffset = at;
      whole.id = first.id;
      whole.addressee = first.addressee;
      whole.inputIndex = first.inputIndex;
      whole.reassembled = true;
      whole.fragmentMaxBytes = maxBytes;
      if (congested) {
        Ipv4.putTos(data, at, Ipv4.tos(data, at) | CONGESTED);
      }
      Bytes.put16(data, at + 2, total);
      Bytes.put16(data, at + 6, maxWithDf == maxBytes ? Ipv4.DF : 0);
      Bytes.put16(data, at + 10, 0);
      Bytes.put16(data, at + 10, Checksum.of(data, at, header));
      end();
      release();
      return whole;
    }

    private void end() {
      queues.remove(this);
      softnet.loop().cancel(this);
    }

    private void release() {
      for (Frame fragment : fragments) {
        memoryBytes -= sizeOf(fragment);
        fragment.release();
      }
      fragments.clear();
    }

    private void discard(DropReason reason) {
      end();
      NetDevice where = device;
      for (Frame fragment : fragments) {
        memoryBytes -= sizeOf(fragment);
        if (where == null) {
          fragment.release();
        } else {
          where.drop(fragment, reason);
        }
      }
      fragments.clear();
    }

    /// Too late (`ip_expire`). Only the host a packet is for says so.
    @Override
    protected void fire() {
      if (!fragments.isEmpty() && offset(fragments.getFirst()) == 0) {
        boolean ours = stack.fib().addressType(destination) == RouteType.LOCAL;
        if (place == Place.LOCAL_DELIVER || ours) {
          int late = (Icmp.TIME_EXCEEDED << 8) | Icmp.REASSEMBLY;
          stack.icmp().sendError(fragments.getFirst(), late, 0);
        }
      }
      discard(DropReason.FRAG_REASM_TIMEOUT);
    }

    private int headerOf(Frame frame) {
      return Ipv4.headerBytes(frame.data(), frame.networkOffset);
    }

    private int offset(Frame frame) {
      return (Ipv4.fragment(frame.data(), frame.networkOffset) & Ipv4.OFFSET_MASK) << 3;
    }

    private int payload(Frame frame) {
      return Ipv4.totalBytes(frame.data(), frame.networkOffset) - headerOf(frame);
    }

    private int endOf(Frame frame) {
      boolean more = (Ipv4.fragment(frame.data(), frame.networkOffset) & Ipv4.MF) != 0;
      int end = offset(frame) + payload(frame);
      return more ? end & ~7 : end;
    }
  }
}
