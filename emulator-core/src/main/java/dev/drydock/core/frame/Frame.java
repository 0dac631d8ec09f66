package dev.drydock.core.frame;

import org.jspecify.annotations.Nullable;

/// One Ethernet frame on its way, and what the kernel notes beside it (Linux `struct sk_buff`).
///
/// ```
///   data   |<-- headroom -->|<-- bytes of the frame -->|<-- tailroom -->|
///          0             offset                  offset+length       data.length
/// ```
///
/// Headers are pushed into the headroom and pulled off in place; no payload byte moves. A frame has
/// one owner, who passes it on, releases it to its pool, or drops it with a reason. There are no
/// reference counts: to flood, copy.
public final class Frame {
  /// Room in front of a new frame: 14 Ethernet + 4 VLAN + 50 VXLAN/UDP/IP/Ethernet, twice, rounded
  /// up.
  public static final int HEADROOM_BYTES = 160;

  /// The destination address is the device's own (`PACKET_HOST`).
  public static final int TO_HOST = 0;

  /// The destination is the broadcast address (`PACKET_BROADCAST`).
  public static final int TO_BROADCAST = 1;

  /// The destination is a group address (`PACKET_MULTICAST`).
  public static final int TO_MULTICAST = 2;

  /// The destination is somebody else (`PACKET_OTHERHOST`).
  public static final int TO_OTHER_HOST = 3;

  final FramePool pool;
  final byte[] data;
  int offset;
  int length;

  /// Whether the frame lies in its pool.
  boolean free;

  /// The next frame of whatever queue this frame waits in. Owned by that queue.
  public @Nullable Frame next;

  /// Who gets the frame when it leaves the queue it waits in.
  public @Nullable FrameReceiver receiver;

  /// When the frame is due at the end of a delay line, nanoseconds.
  public long dueNanos;

  /// The same number on every interface that sees this packet, also after NAT (`epb_packetid`).
  public long id;

  /// One of the `TO_` values, set when a device receives the frame.
  public int addressee;

  /// The firewall mark.
  public int mark;

  /// A number of the packet's own once a rule marked it for tracing; 0 for any other (`nf_trace`).
  public int trace;

  /// The flow that connection tracking found for the packet; null before, and for an invalid one.
  public @Nullable TrackedFlow flow;

  /// What connection tracking says of the packet within its flow; 0 before it looked.
  public int flowState;

  /// Whether the packet passed PREROUTING as a bridged frame, so that IP does not ask again.
  public boolean passedPrerouting;

  /// The bridge port the packet came in by, once the firewall of bridges has looked at it; null for
  /// any other (`nf_bridge_info.physindev`).
  public @Nullable FrameReceiver bridgedFrom;

  /// The source MAC that the bridge puts back when the station is known that the packet was
  /// translated to; 0 for none (`nf_bridge_info.neigh_header`).
  public long savedSource;

  /// Whether the way of the packet was looked up while it was bridged, because its destination was
  /// translated there.
  public boolean routedByBridge;

  /// Whether fragments were put together here; such a packet may be cut again in spite of DF
  /// (`ignore_df`).
  public boolean reassembled;

  /// Bytes of the largest fragment it was put together from, IP header included; 0 for none
  /// (`frag_max_size`).
  public int fragmentMaxBytes;

  /// Bytes of each fragment it was put together from but the last, IP header included; 0 for none
  /// and where they differ (the lengths in Linux's `frag_list`).
  public int pieceBytes;

  /// The 802.1Q control field of a frame within a bridge that filters VLANs, whose tag is not in
  /// its bytes then; 0 elsewhere (`vlan_tci`).
  public int vlanControl;

  /// How many bridges and switches the frame has passed since it was made; a frame that passes very
  /// many circles.
  public int bridgesPassed;

  /// Whether the sender had an answer from the other side lately, so that the next hop is surely
  /// there (`dst_pending_confirm`). It stays with the frame: routers of the same kernel confirm
  /// their next hops by it as well (`sock_confirm_neigh`, `skb_scrub_packet`).
  public boolean confirmsNextHop;

  /// Whether the packet came in encrypted (`sec_path`).
  public boolean decrypted;

  /// Whether a tunnel made the checksum of the UDP datagram around the frame, and nothing damaged a
  /// byte since: then it is right wherever the frame arrives, and need not be made again to see
  /// that. Who changes bytes without mending the checksum takes it back. Linux does not sum what
  /// crosses a veth pair either (`CHECKSUM_PARTIAL`).
  public boolean isTunnelSound;

  /// The socket that counts the frame, if any, and what it counts.
  @Nullable FrameOwner owner;

  int ownedBytes;

  /// Whether the frame is a later part of what the socket sent as one.
  boolean continues;

  /// Whether the payload lies in the head and not in pages, as when pages of a file were copied for
  /// their checksum (`skb_linearize`); it counts for the receiver's memory.
  public boolean linear;

  /// Payload bytes of the segments that the frame will be cut into, if it is larger than a frame of
  /// a wire; 0 for any other (`gso_size`).
  public int segmentBytes;

  /// Where the network header begins, in [#data()]; set when the frame enters or leaves IP.
  public int networkOffset;

  /// The index of the device that received the frame, 0 for a frame made here (`skb_iif`).
  public int inputIndex;

  Frame(FramePool pool, int capacityBytes) {
    this.pool = pool;
    this.data = new byte[capacityBytes];
  }

  /// The array that holds the frame.
  public byte[] data() {
    return data;
  }

  /// Where the frame begins in [#data()].
  public int offset() {
    return offset;
  }

  /// How many bytes the frame has.
  public int length() {
    return length;
  }

  /// The first index after the frame.
  public int end() {
    return offset + length;
  }

  /// Makes room for `bytes` in front.
  ///
  /// @return where the frame begins now
  public int push(int bytes) {
    offset -= bytes;
    length += bytes;
    assert offset >= 0 : "headroom used up";
    return offset;
  }

  /// Takes `bytes` off the front.
  ///
  /// @return where the frame begins now
  public int pull(int bytes) {
    assert bytes <= length;
    offset += bytes;
    length -= bytes;
    return offset;
  }

  /// Sets the length; bytes behind it are forgotten, new ones are whatever the array holds.
  public void setLength(int bytes) {
    assert bytes >= 0 && offset + bytes <= data.length : "no room for " + bytes + " bytes";
    length = bytes;
  }

  /// A frame with the same bytes and notes, from the same pool, owned by the caller.
  public Frame copy() {
    Frame copy = pool.take(length);
    System.arraycopy(data, offset, copy.data, copy.offset, length);
    copy.id = id;
    copy.segmentBytes = segmentBytes;
    copy.isTunnelSound = isTunnelSound;
    copyNotes(copy);
    return copy;
  }

  /// The frame itself if it has room for more bytes behind it; else a copy that has, in place of
  /// this one, which is released.
  public Frame withRoom(int bytes) {
    if (offset + length + bytes <= data.length) {
      return this;
    }
    Frame larger = pool.takeLarge(length);
    System.arraycopy(data, offset, larger.data, larger.offset, length);
    larger.id = id;
    larger.segmentBytes = segmentBytes;
    copyNotes(larger);
    release();
    return larger;
  }

  /// A frame with the headers of this one and a part of what is behind them, and with its notes.
  /// What the socket counts goes to the pieces as they are made.
  ///
  /// @param headerBytes of all headers
  /// @param from where the part begins, counted from the end of the headers
  public Frame piece(int headerBytes, int from, int bytes) {
    Frame piece = pool.take(headerBytes + bytes);
    System.arraycopy(data, offset, piece.data, piece.offset, headerBytes);
    int at = offset + headerBytes + from;
    System.arraycopy(data, at, piece.data, piece.offset + headerBytes, bytes);
    copyNotes(piece);
    FrameOwner by = owner;
    if (by != null) {
      int share = at + bytes == end() ? ownedBytes : Math.min(ownedBytes, bytes);
      ownedBytes -= share;
      piece.own(by, share);
      piece.continues = from > 0;
      owner = at + bytes == end() ? null : by;
    }
    return piece;
  }

  private void copyNotes(Frame copy) {
    copy.linear = linear;
    copy.addressee = addressee;
    copy.mark = mark;
    copy.trace = trace;
    copy.vlanControl = vlanControl;
    copy.inputIndex = inputIndex;
    copy.bridgesPassed = bridgesPassed;
    copy.flow = flow;
    copy.flowState = flowState;
    copy.passedPrerouting = passedPrerouting;
    copy.bridgedFrom = bridgedFrom;
    copy.savedSource = savedSource;
    copy.routedByBridge = routedByBridge;
    copy.reassembled = reassembled;
    copy.fragmentMaxBytes = fragmentMaxBytes;
    copy.pieceBytes = pieceBytes;
    copy.confirmsNextHop = confirmsNextHop;
    copy.networkOffset = networkOffset - offset + copy.offset;
  }

  /// Forgets what connection tracking found, as when the frame leaves its namespace.
  public void forgetFlow() {
    if (flow != null) { // a reference costs the collector a note even where it was null before
      flow = null;
    }
    if (bridgedFrom != null) {
      bridgedFrom = null;
    }
    flowState = 0;
    passedPrerouting = false;
    savedSource = 0;
    routedByBridge = false;
    decrypted = false;
    trace = 0;
  }

  /// Makes the frame the bearer of another packet, as when an echo request is turned into its
  /// answer in place.
  public void beginAnew() {
    id = pool.newId();
    bridgesPassed = 0;
    reassembled = false;
    segmentBytes = 0;
    fragmentMaxBytes = 0;
    pieceBytes = 0;
    confirmsNextHop = false;
    forgetFlow();
  }

  /// Lets a socket count the frame until it leaves the machine.
  public void own(FrameOwner by, int bytes) {
    owner = by;
    ownedBytes = bytes;
  }

  /// Whether a socket counts the frame.
  public boolean isOwned() {
    return owner != null;
  }

  /// The frame no longer counts for the socket that made it (`skb_orphan`).
  ///
  /// @param timeNanos when that is; in the past for now
  public void orphan(long timeNanos) {
    FrameOwner by = owner;
    if (by != null) {
      owner = null;
      by.departs(ownedBytes, timeNanos);
    }
  }

  /// The queue before a wire has no room for the frame: its socket learns of it, unless a part of
  /// what it sent has gone already.
  public void refuse() {
    if (owner != null && !continues) {
      owner.refused();
    }
  }

  /// Who is to learn when nobody takes the frame; null for no one.
  public @Nullable FrameOwner refusable() {
    return continues ? null : owner;
  }

  /// Gives the frame back to its pool; the caller must not touch it again.
  public void release() {
    if (owner != null) {
      orphan(0);
    }
    pool.give(this);
  }
}
