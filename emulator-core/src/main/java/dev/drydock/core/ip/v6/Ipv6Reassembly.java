package dev.drydock.core.ip.v6;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.Fragments;
import dev.drydock.core.ip.Reassembly;
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
public final class Ipv6Reassembly {
  private static final long TIMEOUT_NANOS = 60_000_000_000L; // ip6frag_time
  private static final int PAYLOAD_BYTES_MAX = 65_535;
  private static final int MORE = 1;
  private static final int PAYLOAD_LENGTH = 4; // where it stands in the IPv6 header

  private final Ipv6Stack stack;
  private final Softnet softnet;
  private final List<Queue> queues = new ArrayList<>(0);
  private final Fragments.Memory memory = new Fragments.Memory();

  Ipv6Reassembly(Ipv6Stack stack, Softnet softnet) {
    this.stack = stack;
    this.softnet = softnet;
  }

  /// Takes over a packet.
  ///
  /// @return the packet itself if it is no fragment; the whole one if it was the last fragment that
  ///   lacked; else null
  public @Nullable Frame add(Frame frame, NetDevice device, Reassembly.Place place) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    int at = Ipv6Headers.fragmentAt(data, ip, ip + Ipv6.totalBytes(data, ip));
    if (at < 0) {
      return frame;
    }
    Queue queue = find(frame, at, place);
    if (queue == null) {
      if (memory.isFull()) {
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

  /// The fragments of one packet; fires when they have waited too long.
  private final class Queue extends Event {
    private final Reassembly.Place place;
    private final int id;
    private final long sourceHigh;
    private final long sourceLow;
    private final long destinationHigh;
    private final long destinationLow;
    private final Fragments fragments = new Fragments(memory);
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
      int payloadAt = at + Ipv6.FRAGMENT_BYTES;
      DropReason refused = fragments.add(new Fragments.Part(frame, payloadAt, begin, end));
      if (refused != null) {
        refuse(frame, from, refused);
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

    private void refuse(Frame frame, NetDevice from, DropReason reason) {
      from.drop(frame, reason);
      if (reason == DropReason.FRAG_OVERLAP) {
        discard(reason);
      }
    }

    /// The headers before the fragment header are the first fragment's, and so are the notes
    /// (`ip6_frag_reasm`).
    private @Nullable Frame complete() {
      Frame first = fragments.first().frame();
      int ip = first.networkOffset;
      int fragmentAt = fragments.first().payloadAt() - Ipv6.FRAGMENT_BYTES;
      int header = fragmentAt - ip;
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
      fragments.copyTo(data, at + header);
      int pointer = Ipv6Headers.pointerTo(first.data(), ip, fragmentAt) - ip;
      data[at + pointer] = first.data()[fragmentAt];
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

    /// Too late (`ip6frag_expire_frag_queue`).
    @Override
    protected void fire() {
      if (!fragments.isEmpty() && fragments.first().begin() == 0) {
        int late = (Icmpv6.TIME_EXCEEDED << 8) | Icmpv6.REASSEMBLY;
        stack.icmp().sendError(fragments.first().frame(), late, 0);
      }
      discard(DropReason.FRAG_REASM_TIMEOUT);
    }
  }
}
