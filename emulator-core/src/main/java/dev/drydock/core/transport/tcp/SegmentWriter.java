package dev.drydock.core.transport.tcp;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FrameOwner;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Tcp;

/// Writes the segments of a connection into frames and sends them (Linux `__tcp_transmit_skb`).
final class SegmentWriter {
  private final TcpConnection c;
  private final SocketMemory memory;

  /// Identification of the next packet: it starts anywhere and counts the connection's packets.
  private int packetId;

  private final Departures syns = new Departures();

  SegmentWriter(TcpConnection connection, SocketMemory memory) {
    this.c = connection;
    this.memory = memory;
    this.packetId = connection.protocol.random().nextInt();
  }

  /// Sends data that the sender holds, or none.
  ///
  /// @param mss where the device or the card cuts what is larger
  /// @return false when the queue before the wire had no room
  boolean transmit(int sequence, int length, int flags, int mss) {
    int options = c.options.bytes(c.received);
    int header = Tcp.HEADER_BYTES + options;
    Frame frame = c.path.newSegment(header + length);
    byte[] data = frame.data();
    int at = c.path.transportAt(frame);
    int window = (flags & Tcp.RST) != 0 && !c.state.isOpen() ? 0 : c.window.announce();
    writeHeader(data, at, sequence, flags | (header << 6));
    Bytes.put16(data, at + 14, window);
    c.options.write(data, at + Tcp.HEADER_BYTES, c.received, c.loop().nowNanos());
    if (length > 0) {
      c.sender.copy(sequence, data, at + header, length);
    }
    c.acks.sent();
    frame.confirmsNextHop = c.confirmsNextHop;
    c.confirmsNextHop = false;
    if (length > 0) {
      memory.take(frame);
      frame.linear = c.sender.isOfFile(sequence) && !c.path.takesChecksums();
    }
    int id = c.state == TcpState.TIME_WAIT ? 0 : nextId();
    if (length > mss) {
      frame.segmentBytes = mss;
      packetId += (length - 1) / mss; // ip_select_ident_segs
    }
    c.path.send(frame, id);
    return length == 0 || !memory.wasRefused();
  }

  /// @param flagsAndLength the flags, and the header's length in words above them
  private void writeHeader(byte[] data, int at, int sequence, int flagsAndLength) {
    Bytes.put16(data, at, c.ends.localPort);
    Bytes.put16(data, at + 2, c.ends.remotePort);
    Bytes.put32(data, at + 4, sequence);
    Bytes.put32(data, at + 8, (flagsAndLength & Tcp.ACK) != 0 ? c.receiveNext : 0);
    int words = flagsAndLength >>> 8;
    Bytes.put8(data, at + 12, words << 4);
    Bytes.put8(data, at + 13, flagsAndLength & 0xff);
    Bytes.put32(data, at + 16, 0); // checksum, urgent pointer
  }

  /// Sends the SYN, or the SYN-ACK when the other side's SYN has come.
  ///
  /// @param answer whether a listening socket answers: such a packet has identification 0
  SendResult sendSyn(boolean answer, boolean withAck) {
    int header = Tcp.HEADER_BYTES + c.options.synBytes();
    Frame frame = c.path.newSegment(header);
    byte[] data = frame.data();
    int at = c.path.transportAt(frame);
    writeHeader(data, at, c.initial, Tcp.SYN | (withAck ? Tcp.ACK : 0) | (header << 6));
    Bytes.put16(data, at + 14, Math.min(c.window.announced, 0xffff));
    int now = c.options.now(c.loop().nowNanos());
    int clock = c.options.stampTells ? SynCookies.stamp(now, c.options) : now;
    var syn = new TcpOptions.Syn(c.advertisedMss, c.window.scale, clock);
    c.options.writeSyn(data, at + Tcp.HEADER_BYTES, syn);
    if (!withAck) {
      syns.add(frame);
    }
    return c.path.send(frame, answer ? 0 : nextId());
  }

  /// Whether a SYN is still somewhere on this machine, as one that waits for the next hop's address
  /// (`skb_still_in_host_queue` of tcp_output.c): then it is not sent again, but the next try waits
  /// as long as if it had been.
  boolean hasSynWaiting() {
    return syns.waiting > 0;
  }

  private int nextId() {
    return packetId++;
  }

  /// Counts frames that have not left the machine.
  private static final class Departures implements FrameOwner {
    private int waiting;

    void add(Frame frame) {
      waiting++;
      frame.own(this, 0);
    }

    @Override
    public void departs(int bytes, long timeNanos) {
      waiting--;
    }

    @Override
    public void refused() {
      // The next try is the timer's.
    }
  }
}
