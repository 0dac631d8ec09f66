package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropListener;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Ethernet;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import org.jspecify.annotations.Nullable;

/// The stations on a large bridge that ARP broadcasts between others do not concern. In a network
/// of a thousand containers each of which announces itself, a million announcements would each be
/// delivered, looked at, and forgotten; here they are counted. Nobody can tell: a station that is
/// asked for, that has a neighbour, or at which somebody listens, gets its frames, and the CPU is
/// charged for all of them.
final class Bystanders {
  /// Smaller bridges send each frame.
  private static final int PORTS_MIN = 16;

  /// After so many broadcasts it is looked who has become a bystander.
  private static final int LOOK_EVERY = 16;

  private final Bridge bridge;

  /// Address → whom ARP of it concerns.
  private final Int2ObjectOpenHashMap<Bystander> concerned = new Int2ObjectOpenHashMap<>(2);

  private BridgePort @Nullable [] others;
  private int count;
  private int broadcasts;
  private long frames;
  private long bytes;

  Bystanders(Bridge bridge) {
    this.bridge = bridge;
  }

  /// How many frames were counted for all.
  long frames() {
    return frames;
  }

  /// How many bytes were counted for all.
  long bytes() {
    return bytes;
  }

  /// Counts a broadcast for the bystanders, where there are some and that is enough.
  ///
  /// @param from where it came in; null for the bridge itself
  /// @return whether it is to be sent to the [#others()] alone; false, with nothing counted, when
  ///   every port is to have it
  boolean count(Frame frame, @Nullable BridgePort from) {
    if (bridge.portCount() < PORTS_MIN || !isCountable(frame)) {
      return false;
    }
    if (broadcasts++ % LOOK_EVERY == 0) {
      look();
    }
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    Bystander sender = from == null ? null : from.bystander();
    wake(Arp.senderAddress(frame.data(), at), sender);
    wake(Arp.targetAddress(frame.data(), at), sender);
    int copies = sender == null ? count : count - 1;
    Softnet softnet = bridge.softnet();
    if (copies == 0 || !softnet.hasRoom(copies)) {
      return false;
    }
    frames++;
    bytes += frame.length();
    if (sender != null) {
      sender.spare(frame.length());
    }
    softnet.charge(copies * softnet.costs().vethNanos());
    return true;
  }

  private boolean isCountable(Frame frame) {
    DropListener listener = bridge.softnet().dropListener();
    if (bridge.vlanSettings().isFiltering()
        || frame.vlanControl != 0
        || Ethernet.type(frame.data(), frame.offset()) != Ethernet.ARP
        || (listener != null && listener.followsFrames())) {
      return false;
    }
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    return Arp.isValid(frame.data(), at, frame.length() - Ethernet.HEADER_BYTES);
  }

  private void wake(int address, @Nullable Bystander sender) {
    Bystander found = concerned.get(address);
    if (found != null && found != sender) {
      found.end();
    }
  }

  private void look() {
    for (int i = 0; i < bridge.portCount(); i++) {
      BridgePort port = bridge.port(i);
      Bystander found = port.bystander() != null ? null : Bystander.of(port, this);
      if (found != null && isAlone(found)) {
        for (int address : found.addresses()) {
          concerned.put(address, found);
        }
        found.begin();
        count++;
        others = null;
      }
    }
  }

  /// Whether nobody else here has one of its addresses.
  private boolean isAlone(Bystander found) {
    for (int address : found.addresses()) {
      if (concerned.containsKey(address)) {
        return false;
      }
    }
    return true;
  }

  void left(Bystander gone) {
    for (int address : gone.addresses()) {
      concerned.remove(address);
    }
    count--;
    others = null;
  }

  void portsChanged() {
    others = null;
  }

  /// The ports that are no bystanders.
  BridgePort[] others() {
    BridgePort[] left = others;
    if (left == null) {
      left = new BridgePort[bridge.portCount() - count];
      for (int i = 0, next = 0; i < bridge.portCount(); i++) {
        if (bridge.port(i).bystander() == null) {
          left[next++] = bridge.port(i);
        }
      }
      others = left;
    }
    return left;
  }
}
