package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Ethernet;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a lower device needs for its macvlan devices (Linux `struct macvlan_port`).
///
/// Unicast goes to the child with that MAC. Copies of a group frame are made in the order of the
/// kernel's hash of the children's MACs, the newest first where two fall together, and wait in the
/// machine's backlog: the lower device's own protocols have the frame before them, as with the
/// kernel's work queue.
final class MacvlanPort implements RxHandler {
  /// `GOLDEN_RATIO_64` of `linux/hash.h`.
  private static final long GOLDEN_RATIO = 0x61C8_8646_80B5_83EBL;

  private static final int HASH_BITS = 8; // MACVLAN_HASH_BITS

  private static final int BRIDGES = MacvlanMode.BRIDGE.bit();
  private static final int VEPAS = MacvlanMode.VEPA.bit();
  private static final int EVERYBODY = MacvlanMode.SOURCE.bit() - 1;

  private final NetDevice lower;
  private final long ownMac;
  private final List<Macvlan> children = new ArrayList<>();
  private final Long2ObjectOpenHashMap<Macvlan> byMac = new Long2ObjectOpenHashMap<>();

  /// The children that are up, in the order of copies: the first [#openCount] places.
  private Macvlan[] open = new Macvlan[4];

  private int openCount;

  /// The modes of the children that are up.
  private int openModes;

  private final SharedLosses losses = new SharedLosses();

  private boolean passthru;
  private boolean hasSources;

  private MacvlanPort(NetDevice lower) {
    this.lower = lower;
    this.ownMac = lower.mac();
  }

  /// The port of a device, made when there is none (`macvlan_port_create`).
  static MacvlanPort of(NetDevice lower) {
    if (lower.rxHandler() instanceof MacvlanPort port) {
      return port;
    }
    if (lower instanceof Loopback || lower instanceof Ipvlan) { // IFF_NO_RX_HANDLER
      throw new IllegalArgumentException("EINVAL");
    }
    if (lower.rxHandler() != null) {
      throw new IllegalArgumentException("EBUSY");
    }
    MacvlanPort port = new MacvlanPort(lower);
    lower.setRxHandler(port, null);
    return port;
  }

  NetDevice lower() {
    return lower;
  }

  /// The longest queue a child asks for (`update_port_bc_queue_len`).
  long broadcastQueueFrames() {
    long most = 0;
    for (Macvlan child : children) {
      most = Math.max(most, child.broadcastQueueFrames());
    }
    return most;
  }

  /// One device in passthru mode excludes all others.
  boolean admits(MacvlanMode mode) {
    return !passthru && (mode != MacvlanMode.PASSTHRU || children.isEmpty());
  }

  void add(Macvlan child) {
    children.add(child);
    passthru = child.mode() == MacvlanMode.PASSTHRU;
    hasSources |= child.mode() == MacvlanMode.SOURCE;
  }

  void remove(Macvlan child) {
    children.remove(child);
    leaveIfEmpty();
  }

  /// The last child is gone: the lower device is free again, under its own MAC
  /// (`macvlan_port_destroy`).
  void leaveIfEmpty() {
    if (!children.isEmpty()) {
      return;
    }
    lower.setRxHandler(null, null);
    if (passthru && lower.mac() != ownMac) {
      lower.setMac(ownMac);
    }
  }

  /// Whether the lower device or another child that is up has a MAC (`macvlan_addr_busy`).
  boolean isTaken(long mac, Macvlan except) {
    Macvlan holder = byMac.get(mac);
    return (holder != null && holder != except) || (!passthru && lower.mac() == mac);
  }

  void opened(Macvlan child) {
    if (!passthru) {
      lower.rxMode().addUnicast(child.mac());
    }
    hash(child);
  }

  void closed(Macvlan child) {
    if (!passthru) {
      lower.rxMode().removeUnicast(child.mac());
    }
    unhash(child);
  }

  /// `macvlan_sync_address`: the new address is taken before the old one goes.
  void readdress(Macvlan child, long mac) {
    if (!child.isUp()) {
      child.setMac(mac);
      return;
    }
    unhash(child);
    if (!passthru) {
      lower.rxMode().addUnicast(mac);
      lower.rxMode().removeUnicast(child.mac());
    }
    child.setMac(mac);
    hash(child);
  }

  /// A child has another mode.
  void modeChanged() {
    gatherModes();
    hasSources = false;
    for (Macvlan child : children) {
      hasSources |= child.mode() == MacvlanMode.SOURCE;
    }
  }

  private void hash(Macvlan child) {
    byMac.put(child.mac(), child);
    insert(child);
  }

  private void unhash(Macvlan child) {
    byMac.remove(child.mac(), child);
    take(child);
  }

  private void insert(Macvlan child) {
    if (openCount == open.length) {
      open = Arrays.copyOf(open, 2 * openCount);
    }
    int at = firstWith(bucket(child.mac()));
    System.arraycopy(open, at, open, at + 1, openCount - at);
    open[at] = child;
    openCount++;
    openModes |= child.mode().bit();
    child.counters().share(losses);
  }

  private void take(Macvlan child) {
    int at = placeOf(child);
    if (at < 0) {
      return;
    }
    openCount--;
    System.arraycopy(open, at + 1, open, at, openCount - at);
    child.counters().unshare();
    gatherModes();
  }

  private void gatherModes() {
    openModes = 0;
    for (int i = 0; i < openCount; i++) {
      openModes |= open[i].mode().bit();
    }
  }

  /// Where a child is among those that are up; -1 when it is not.
  private int placeOf(Macvlan child) {
    int bucket = bucket(child.mac());
    int at = firstWith(bucket);
    while (at < openCount && open[at] != child && bucket(open[at].mac()) == bucket) {
      at++;
    }
    return at < openCount && open[at] == child ? at : -1;
  }

  /// The first place whose child is in this bucket or a later one.
  private int firstWith(int bucket) {
    int from = 0;
    int to = openCount;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (bucket(open[middle].mac()) < bucket) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /// `macvlan_eth_hash`: the six bytes as a little-endian number, in the upper part of 64 bits.
  static int bucket(long mac) {
    long value = Long.reverseBytes(mac << 16) << 16;
    return (int) ((value * GOLDEN_RATIO) >>> (Long.SIZE - HASH_BITS));
  }

  // ---- sending ---------------------------------------------------------------------------

  /// A child sends (`macvlan_queue_xmit`).
  void transmit(Frame frame, Macvlan from) {
    if (from.mode() == MacvlanMode.BRIDGE) {
      long destination = Ethernet.destination(frame.data(), frame.offset());
      if (Ethernet.isGroup(destination)) {
        copyTo(BRIDGES, frame, from);
      } else {
        Macvlan sibling = byMac.get(destination);
        if (sibling != null && sibling.mode() == MacvlanMode.BRIDGE) {
          loop(frame, from);
          return;
        }
      }
    }
    lower.transmit(frame);
  }

  /// A frame for a sibling comes in on the lower device, where a capture sees it
  /// (`dev_forward_skb`).
  private void loop(Frame frame, Macvlan from) {
    if (!lower.isUp() || !lower.takes(frame)) {
      from.counters().notSent(frame.length());
      lower.drop(frame, lower.isUp() ? DropReason.PKT_TOO_BIG : DropReason.DEV_READY);
    } else {
      frame.mark = 0; // skb_scrub_packet
      lower.softnet().enqueue(frame, lower);
    }
  }

  // ---- receiving -------------------------------------------------------------------------

  @Override
  public boolean handle(Frame frame, NetDevice device) {
    byte[] data = frame.data();
    long source = Ethernet.source(data, frame.offset());
    if (hasSources && copyBySource(frame, source)) {
      frame.release();
      return true;
    }
    long destination = Ethernet.destination(data, frame.offset());
    if (Ethernet.isGroup(destination)) {
      return group(frame, byMac.get(source));
    }
    Macvlan child = passthru ? children.getFirst() : byMac.get(destination);
    if (child == null || child.mode() == MacvlanMode.SOURCE) {
      return false;
    }
    lower.softnet().charge(lower.softnet().costs().macvlanNanos());
    child.receive(frame);
    return true;
  }

  /// A group frame: from outside for everybody, from a child only for those who have not heard it
  /// (`macvlan_multicast_rx`).
  private boolean group(Frame frame, @Nullable Macvlan source) {
    if (source == null) {
      copyTo(EVERYBODY, frame, null);
      return false;
    }
    switch (source.mode()) {
      case VEPA -> copyTo(VEPAS | BRIDGES, frame, source);
      case BRIDGE -> copyTo(VEPAS, frame, source);
      case PRIVATE, PASSTHRU, SOURCE -> {
        lower.softnet().enqueue(frame, source); // only for the one who sent it
        return true;
      }
    }
    return false;
  }

  /// Copies a group frame to the children whose mode is in the mask, but not to its sender
  /// (`macvlan_broadcast`).
  private void copyTo(int modes, Frame frame, @Nullable Macvlan except) {
    long group = Ethernet.destination(frame.data(), frame.offset());
    Softnet softnet = lower.softnet();
    int first = 0;
    while (first < openCount && !softnet.isFull()) {
      Macvlan child = open[first];
      if (isFor(child, modes, group) && child != except) {
        softnet.charge(softnet.costs().macvlanNanos());
        softnet.enqueue(frame.copy(), child);
        if (modes == BRIDGES) {
          child.counters().receivedFromSibling();
        }
      }
      first++;
    }
    if (first < openCount) {
      loseFrom(first, modes, frame, except);
    }
  }

  private static boolean isFor(Macvlan child, int modes, long group) {
    return (child.mode().bit() & modes) != 0 && child.hears(group);
  }

  /// The backlog is full: the copies for the rest of the children are lost. They are only counted,
  /// since thousands of children that all speak at once would take hours otherwise.
  private void loseFrom(int first, int modes, Frame frame, @Nullable Macvlan except) {
    Softnet softnet = lower.softnet();
    long group = Ethernet.destination(frame.data(), frame.offset());
    int lost = 0;
    if (group == Ethernet.BROADCAST && (openModes & ~modes) == 0) {
      losses.frames++;
      lost = openCount - first;
      for (int i = 0; i < first; i++) {
        open[i].counters().spare();
      }
      if (except != null && placeOf(except) >= first) {
        except.counters().spare();
        lost--;
      }
    } else {
      for (int i = first; i < openCount; i++) {
        if (isFor(open[i], modes, group) && open[i] != except) {
          open[i].counters().rxDropped++;
          lost++;
        }
      }
    }
    softnet.charge(lost * softnet.costs().macvlanNanos());
    if (lost > 0) {
      softnet.dropCopies(frame, lost, DropReason.CPU_BACKLOG, lower);
    }
  }

  /// Gives copies to the devices in source mode that list the source (`macvlan_forward_source`).
  ///
  /// @return whether one of them keeps the frame from everybody else
  private boolean copyBySource(Frame frame, long source) {
    boolean isKept = false;
    for (int i = 0; i < openCount; i++) {
      if (open[i].mode() == MacvlanMode.SOURCE && open[i].hearsSource(source)) {
        if (Ethernet.isGroup(Ethernet.destination(frame.data(), frame.offset()))) {
          open[i].counters().receivesBySource();
        }
        lower.softnet().enqueue(frame.copy(), open[i]);
        isKept |= open[i].keepsSources();
      }
    }
    return isKept;
  }

  // ---- changes of the lower device ---------------------------------------------------------

  @Override
  public void deviceChanged(DeviceChange change) {
    for (Macvlan child : List.copyOf(children)) {
      switch (change) {
        case UP, DOWN, CARRIER -> child.followCarrier();
        case MTU -> child.setMtu(Math.min(child.mtuBytes(), lower.mtuBytes()));
        case ADDRESS -> {
          if (passthru) {
            readdress(child, lower.mac());
          }
        }
      }
    }
  }

  @Override
  public List<NetDevice> stacked() {
    return List.copyOf(children);
  }
}
