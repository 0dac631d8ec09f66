package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.sim.Event;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Headers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts fragments of IPv6 together again (RFC 8200 section 4.5; Linux `net/ipv6/reassembly.c`,
/// `nf_conntrack_reasm.c`).
///
/// A packet's fragments have source, destination, identification, and the place that collects them
/// in common. Fragments that overlap lose the whole packet (RFC 5722); one that came twice is
/// dropped alone. What is not complete after 60 seconds is lost, and its sender is told if the
/// first fragment was there.
final class Ipv6Reassembly {
  private static final long TIMEOUT_NANOS = 60_000_000_000L; // ip6frag_time
  private static final int MEMORY_BYTES_MAX = 4 << 20; // ip6frag_high_thresh
  private static final int NOTE_BYTES = 256; // struct sk_buff
  private static final int PAYLOAD_BYTES_MAX = 65_535;
  private static final int MORE = 1;
  private static final int PAYLOAD_LENGTH = 4; // where it stands in the IPv6 header

  private final Ipv6Stack stack;
  private final Softnet softnet;
  private final List<Queue> queues = new ArrayList<>(0);
  private int memoryBytes;

  Ipv6Reassembly(Ipv6Stack stack, Softnet softnet) {
    this.stack = stack;
    this.softnet = softnet;
  }

  /// Takes over a packet.
  ///
  /// @return the packet itself if it is no fragment; the whole one if it was the last fragment that
  ///   lacked; else null
  @Nullable Frame add(Frame frame, NetDevice device, Reassembly.Place place) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    int at = Ipv6Headers.fragmentAt(data, ip, ip + Ipv6.totalBytes(data, ip));
    if (at < 0) {
      return frame;
    }
    Queue queue = find(frame, at, place);
    if (queue == null) {
      if (memoryBytes > MEMORY_BYTES_MAX) {
        device.drop(frame, DropReason.FRAG_MEMORY);
        return null;
      }
      queue = new Queue(frame, at, place);
      queues.add(queue);
      softnet.loop().scheduleAfter(queue, TIMEOUT_NANOS);
    }
    return queue.add(frame, at, device);
  }

  private @Nullable Queue find(Frame frame, int at, Reassembly.Place place) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    for (int i = 0; i < queues.size(); i++) {
      Queue queue = queues.get(i);
      if (queue.place == place
          && queue.id == Bytes.i32(data, at + 4)
          && queue.sourceLow == Ipv6.sourceLow(data, ip)
          && queue.sourceHigh == Ipv6.sourceHigh(data, ip)
          && queue.destinationLow == Ipv6.destinationLow(data, ip)
          && queue.destinationHigh == Ipv6.destinationHigh(data, ip)) {
        return queue;
      }
    }
    return null;
  }

  private static int sizeOf(Frame frame) {
    return frame.data().length + NOTE_BYTES;
  }

  /// A fragment: the part from `begin` to `end` of the payload; its header stands at `at`.
  private record Part(Frame frame, int at, int begin, int end) {}

  /// The fragments of one packet; fires when they have waited too long.
  private final class Queue extends Event {
    private final Reassembly.Place place;
    private final int id;
    private final long sourceHigh;
    private final long sourceLow;
    private final long destinationHigh;
    private final long destinationLow;
    private final List<Part> parts = new ArrayList<>(4); // by offset
    private @Nullable NetDevice device;
    private boolean hasLast;
    private int endBytes; // the farthest so far
    private int haveBytes;
    private int maxBytes;

    Queue(Frame frame, int at, Reassembly.Place place) {
      byte[] data = frame.data();
      int ip = frame.networkOffset;
      this.place = place;
      this.id = Bytes.i32(data, at + 4);
      this.sourceHigh = Ipv6.sourceHigh(data, ip);
      this.sourceLow = Ipv6.sourceLow(data, ip);
      this.destinationHigh = Ipv6.destinationHigh(data, ip);
      this.destinationLow = Ipv6.destinationLow(data, ip);
    }

    @Nullable Frame add(Frame frame, int at, NetDevice from) {
      byte[] data = frame.data();
      int ip = frame.networkOffset;
      int word = Bytes.u16(data, at + 2);
      boolean more = (word & MORE) != 0;
      int begin = word & 0xfff8;
      int end = begin + ip + Ipv6.totalBytes(data, ip) - at - Ipv6.FRAGMENT_BYTES;
      if (end > PAYLOAD_BYTES_MAX) {
        return malformed(frame, from, at + 2 - ip);
      }
      if (more && (end & 7) != 0) {
        return malformed(frame, from, PAYLOAD_LENGTH);
      }
      boolean clashes = more ? hasLast && end > endBytes : end < endBytes || hasLast(end);
      if (clashes || end == begin) {
        from.drop(frame, DropReason.IP_INHDR);
        discard(DropReason.IP_INHDR);
        return null;
      }
      if (!insert(new Part(frame, at, begin, end), from)) {
        return null;
      }
      device = from;
      hasLast |= !more;
      endBytes = Math.max(endBytes, end);
      haveBytes += end - begin;
      maxBytes = Math.max(maxBytes, Ipv6.totalBytes(data, ip));
      return hasLast && haveBytes == endBytes ? complete() : null;
    }

    private boolean hasLast(int end) {
      return hasLast && end != endBytes;
    }

    private @Nullable Frame malformed(Frame frame, NetDevice from, int pointer) {
      stack.icmp().sendError(frame, Icmpv6.PARAMETER_PROBLEM << 8, pointer);
      from.drop(frame, DropReason.IP_INHDR);
      return null;
    }

    private boolean insert(Part part, NetDevice from) {
      int index = parts.size();
      while (index > 0 && parts.get(index - 1).begin > part.begin) {
        index--;
      }
      Part before = index == 0 ? null : parts.get(index - 1);
      Part after = index == parts.size() ? null : parts.get(index);
      if (before != null && part.begin >= before.begin && part.end <= before.end) {
        from.drop(part.frame, DropReason.DUP_FRAG);
        return false;
      }
      if ((before != null && part.begin < before.end)
          || (after != null && part.end > after.begin)) {
        from.drop(part.frame, DropReason.FRAG_OVERLAP);
        discard(DropReason.FRAG_OVERLAP);
        return false;
      }
      parts.add(index, part);
      memoryBytes += sizeOf(part.frame);
      return true;
    }

    /// The headers before the fragment header are the first fragment's, and so are the notes
    /// (`ip6_frag_reasm`).
    private @Nullable Frame complete() {
      Part part = parts.getFirst();
      Frame first = part.frame;
      int ip = first.networkOffset;
      int header = part.at - ip;
      int payload = header - Ipv6.HEADER_BYTES + endBytes;
      if (payload > PAYLOAD_BYTES_MAX) {
        discard(DropReason.PKT_TOO_BIG);
        return null;
      }
      Frame whole = softnet.frames().take(Ethernet.HEADER_BYTES + header + endBytes);
      byte[] data = whole.data();
      int at = whole.offset() + Ethernet.HEADER_BYTES;
      System.arraycopy(
          first.data(),
          ip - Ethernet.HEADER_BYTES,
          data,
          whole.offset(),
          Ethernet.HEADER_BYTES + header);
      for (Part each : parts) {
        int from = each.at + Ipv6.FRAGMENT_BYTES;
        int bytes = each.end - each.begin;
        System.arraycopy(each.frame.data(), from, data, at + header + each.begin, bytes);
      }
      data[at + Ipv6Headers.pointerTo(first.data(), ip, part.at) - ip] = first.data()[part.at];
      Bytes.put16(data, at + PAYLOAD_LENGTH, payload);
      whole.networkOffset = at;
      whole.id = first.id;
      whole.addressee = first.addressee;
      whole.inputIndex = first.inputIndex;
      whole.mark = first.mark;
      whole.flow = first.flow;
      whole.flowState = first.flowState;
      whole.reassembled = true;
      whole.fragmentMaxBytes = maxBytes;
      end();
      release();
      return whole;
    }

    private void end() {
      queues.remove(this);
      softnet.loop().cancel(this);
    }

    private void release() {
      for (Part part : parts) {
        memoryBytes -= sizeOf(part.frame);
        part.frame.release();
      }
      parts.clear();
    }

    private void discard(DropReason reason) {
      end();
      NetDevice where = device;
      for (Part part : parts) {
        memoryBytes -= sizeOf(part.frame);
        if (where == null) {
          part.frame.release();
        } else {
          where.drop(part.frame, reason);
        }
      }
      parts.clear();
    }

    /// Too late (`ip6frag_expire_frag_queue`).
    @Override
    protected void fire() {
      if (!parts.isEmpty() && parts.getFirst().begin == 0) {
        int late = (Icmpv6.TIME_EXCEEDED << 8) | Icmpv6.REASSEMBLY;
        stack.icmp().sendError(parts.getFirst().frame, late, 0);
      }
      discard(DropReason.FRAG_REASM_TIMEOUT);
    }
  }
}
