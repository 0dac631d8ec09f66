package dev.drydock.core.device.link;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.stp.PortState;
import dev.drydock.core.device.stp.SpanningTree;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FrameReceiver;
import dev.drydock.core.observe.Decision;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.qdisc.Netem;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Bpdu;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Vlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What network cards are plugged into: a wire between two, or, with more ends, a switch that
/// learns addresses and does not snoop multicast; it may run a spanning tree. A switch one of whose
/// ports is set up as a [SwitchPort] knows VLANs.
///
/// A frame leaves the sender when the machine's CPU has done its work and the wire is free, takes
/// its bits' time at the link's rate, and arrives after the delay. A switch sends it on at the same
/// rate. A frame is lost when a thousand already wait to leave (`txqueuelen`), or as many as the
/// link's [LinkQuality] says. What chance does to a frame happens between the sender's end and the
/// switch or the other end.
public final class Link {
  private static final long BITS_AND_NANOS = 8_000_000_000L;

  /// A chance of one, as [#happens] compares it.
  private static final double CERTAIN = 0x1p53;

  private final String name;
  private final EventLoop loop;
  private final RandomStream random;
  private final List<End> ends = new ArrayList<>();
  private final LinkFdb stations = new LinkFdb();
  private LinkQuality quality;
  private long rateBitsPerSecond;
  private long delayNanos;

  /// Whether a frame's fate is more than its delay: one test for a link without troubles.
  private boolean troubled;

  private List<LinkPartition> partitions = List.of();
  private boolean up = true;
  private boolean managed;
  private @Nullable SwitchTree tree;

  /// A link without ends that only takes time.
  ///
  /// @param rateBitsPerSecond 0 for no limit
  /// @param delayNanos from leaving one end to arriving at the switch or the other end
  public Link(EventLoop loop, String name, long rateBitsPerSecond, long delayNanos) {
    this(loop, name, LinkQuality.of(rateBitsPerSecond, delayNanos), new RandomStream(0, name));
  }

  /// A link without ends.
  ///
  /// @param random its own stream
  public Link(EventLoop loop, String name, LinkQuality quality, RandomStream random) {
    this.loop = loop;
    this.name = name;
    this.random = random;
    this.quality = quality;
    setQuality(quality);
  }

  /// The name the scenario gives it.
  public String name() {
    return name;
  }

  /// Bits a second, 0 for no limit.
  public long rateBitsPerSecond() {
    return rateBitsPerSecond;
  }

  /// Makes it better or worse; frames under way keep their times.
  public void setQuality(LinkQuality newQuality) {
    quality = newQuality;
    rateBitsPerSecond = newQuality.rateBitsPerSecond();
    delayNanos = newQuality.delayNanos();
    troubled = newQuality.isImpaired();
  }

  /// Keeps some cards from others; with an empty list nobody from anybody.
  public void setPartitions(List<LinkPartition> newPartitions) {
    partitions = List.copyOf(newPartitions);
  }

  /// The cards plugged in, in the order of plugging.
  public List<Nic> nics() {
    return ends.stream().map(end -> end.nic).toList();
  }

  /// Whether frames pass.
  public boolean isUp() {
    return up;
  }

  /// Cuts or mends the link; the cards on it lose or gain their carrier.
  public void setUp(boolean newUp) {
    if (up == newUp) {
      return;
    }
    up = newUp;
    for (End end : ends) {
      if (!newUp) {
        end.fromCard.cut();
        end.toCard.cut();
      }
      if (tree != null) {
        tree.changed(end.number, up && end.nic.isUp());
      }
      end.nic.carrierChanged();
    }
  }

  /// Makes it a switch that can run a spanning tree, also with one or two ends; before cards are
  /// plugged in. Until [#startTree] its ports open at once.
  ///
  /// @param mac the address of the switch; its ports have those that follow
  public void prepareTree(long mac) {
    managed = true;
    tree = new SwitchTree(loop, stations, mac);
  }

  /// Starts the spanning tree; ports that are open stay so until the tree says otherwise.
  public void startTree() {
    if (tree != null) {
      tree.tree().setEnabled(true);
    }
  }

  /// The spanning tree of the switch, if it can run one.
  public @Nullable SpanningTree tree() {
    return tree == null ? null : tree.tree();
  }

  /// A card was switched on or off.
  void switched(Nic nic) {
    for (End end : ends) {
      if (tree != null && end.nic == nic) {
        tree.changed(end.number, up && nic.isUp());
      }
    }
    if (ends.size() == 2 && !managed) {
      (ends.get(0).nic == nic ? ends.get(1) : ends.get(0)).nic.carrierChanged();
    }
  }

  /// Plugs a card in.
  public void plug(Nic nic) {
    plug(nic, SwitchPort.PLAIN);
  }

  /// Plugs a card into a port of a switch that is set up in a certain way.
  public void plug(Nic nic, SwitchPort port) {
    managed |= !port.equals(SwitchPort.PLAIN);
    End end = new End(nic, ends.size(), port);
    ends.add(end);
    if (tree != null) {
      tree.plugged(end);
    }
    nic.plug(end);
  }

  private long serialisationNanos(Frame frame) {
    return rateBitsPerSecond == 0 ? 0 : frame.length() * BITS_AND_NANOS / rateBitsPerSecond;
  }

  /// One plug of a link and the two directions of its wire.
  final class End implements SwitchTree.Plug {
    private final FrameReceiver way = this::leave;
    private final Nic nic;
    private final int number;
    private final PortFilter filter;
    private final DelayLine fromCard;
    private final DelayLine toCard;
    private final DepartureQueue leaving = new DepartureQueue();
    private final DepartureQueue switched = new DepartureQueue();

    private End(Nic nic, int number, SwitchPort port) {
      this.nic = nic;
      this.number = number;
      this.filter = new PortFilter(port);
      this.fromCard = new DelayLine(loop, this::fromWire);
      this.toCard = new DelayLine(loop, nic.arrival());
    }

    @Override
    public Nic nic() {
      return nic;
    }

    @Override
    public int number() {
      return number;
    }

    @Override
    public void send(Frame frame) {
      deliver(frame);
    }

    /// Whether frames pass here, as far as a spanning tree goes.
    private boolean isOpen() {
      return tree == null || tree.state(number) == PortState.FORWARDING;
    }

    Link link() {
      return Link.this;
    }

    /// The card sends. One that is an end of a veth pair has no queue of its own: its frames wait
    /// in the backlog of the kernel that both ends belong to.
    void transmit(Frame frame) {
      if (nic.kind() == DeviceKind.VETH && rateBitsPerSecond == 0) {
        nic.softnet().afterRound(frame, way);
      } else {
        leave(frame);
      }
    }

    private void leave(Frame frame) {
      long ready = nic.softnet().readyNanos();
      long departure = leaving.depart(ready, serialisationNanos(frame), quality.queueFramesMax());
      if (departure < 0) {
        frame.refuse();
        nic.queueOverflow(frame);
        return;
      }
      frame.orphan(departure);
      if (troubled) {
        tryLuck(frame, departure);
        return;
      }
      fromCard.add(frame, departure + delayNanos);
    }

    /// Whether the wire is whole and there is somebody at its other end: a switch, or a card that
    /// is on.
    boolean hasSignal() {
      if (!up || ends.size() != 2 || managed) {
        return up;
      }
      return (ends.get(0) == this ? ends.get(1) : ends.get(0)).nic.isUp();
    }

    /// When the wire takes another frame of the card; in the past when it does now.
    long freeNanos() {
      return leaving.freeNanos();
    }

    /// What chance does to a frame.
    private void tryLuck(Frame frame, long departure) {
      if (happens(quality.loss())) {
        nic.softnet().drop(frame, DropReason.LINK_LOSS, nic, new Decision.OfLink(name));
        return;
      }
      if (happens(quality.duplicate())) {
        travel(frame.copy(), departure);
      }
      travel(frame, departure);
    }

    private void travel(Frame frame, long departure) {
      if (happens(quality.corrupt())) {
        Netem.damage(frame, random);
      }
      if (happens(quality.reorder())) {
        fromCard.overtake(frame, departure);
        return;
      }
      long jitter = quality.jitterNanos();
      long late = jitter == 0 ? 0 : random.nextLong((2 * jitter) + 1) - jitter;
      fromCard.add(frame, departure + Math.max(0, delayNanos + late));
    }

    /// A frame arrives at the far side of this end's wire: the other card, or the switch.
    private void fromWire(Frame frame) {
      if (managed) {
        switchManaged(frame, this);
        return;
      }
      if (ends.size() == 2) {
        End other = ends.get(0) == this ? ends.get(1) : ends.get(0);
        if (keepsApart(this, other)) {
          other.losePartitioned(frame);
          return;
        }
        other.nic.softnet().enqueue(frame, other.nic);
        return;
      }
      switchFrame(frame, this);
    }

    /// The switch sends to the card, with the tag the port wants.
    private void deliverTagged(Frame frame, int control) {
      filter.goesOut(frame, control);
      deliver(frame);
    }

    /// The switch sends to the card.
    private void deliver(Frame frame) {
      long departure =
          switched.depart(loop.nowNanos(), serialisationNanos(frame), quality.queueFramesMax());
      if (departure < 0) {
        nic.drop(frame, DropReason.FULL_RING);
        return;
      }
      toCard.add(frame, departure);
    }

    private void losePartitioned(Frame frame) {
      nic.softnet().drop(frame, DropReason.LINK_PARTITION, nic, new Decision.OfLink(name));
    }
  }

  private boolean happens(double chance) {
    return chance > 0 && (random.nextLong() >>> 11) < chance * CERTAIN;
  }

  private boolean keepsApart(End from, End to) {
    for (int i = 0; i < partitions.size(); i++) {
      if (partitions.get(i).keepsApart(from.nic, to.nic)) {
        return true;
      }
    }
    return false;
  }

  private void switchFrame(Frame frame, End from) {
    if (++frame.bridgesPassed > Bridge.LOOP_BRIDGES) {
      from.nic.drop(frame, DropReason.BRIDGE_LOOP);
      return;
    }
    int known = stations.learnAndFind(frame, from.number, loop.nowNanos(), 0);
    if (known >= 0) {
      End to = ends.get(known);
      if (to == from) {
        frame.release();
      } else if (keepsApart(from, to)) {
        to.losePartitioned(frame);
      } else {
        to.deliver(frame);
      }
      return;
    }
    End previous = null;
    for (End end : ends) {
      if (end != from && !keepsApart(from, end)) {
        if (previous != null) {
          previous.deliver(frame.copy());
        }
        previous = end;
      }
    }
    if (previous == null) {
      frame.release();
    } else {
      previous.deliver(frame);
    }
  }

  /// Whether the frame ends here: a message of the spanning tree, or on a port that is closed.
  private boolean isForTree(Frame frame, End from) {
    SwitchTree its = tree;
    if (its == null) {
      return false;
    }
    if (its.tree().isEnabled()
        && Ethernet.destination(frame.data(), frame.offset()) == Bpdu.GROUP) {
      its.receive(frame, from.number);
      return true;
    }
    PortState state = its.state(from.number);
    if (state != PortState.FORWARDING && state != PortState.LEARNING) {
      from.nic.drop(frame, DropReason.BRIDGE_INGRESS_STP_STATE);
      return true;
    }
    return false;
  }

  /// A switch with VLANs: what a port lets in is of one VLAN, stays in it, and leaves by the ports
  /// of that VLAN, with or without a tag as each of them wants it.
  private void switchManaged(Frame frame, End from) {
    if (++frame.bridgesPassed > Bridge.LOOP_BRIDGES) {
      from.nic.drop(frame, DropReason.BRIDGE_LOOP);
      return;
    }
    if (tree != null && isForTree(frame, from)) {
      return;
    }
    int control = from.filter.comesIn(frame);
    if (control < 0) {
      from.nic.drop(frame, DropReason.VLAN_FILTER);
      return;
    }
    if (!from.filter.admits(Ethernet.source(frame.data(), frame.offset()))) {
      from.nic.drop(frame, DropReason.PORT_SECURITY);
      return;
    }
    int vlan = control & Vlan.ID_MASK;
    int known = stations.learnAndFind(frame, from.number, loop.nowNanos(), vlan);
    if (!from.isOpen()) {
      frame.release(); // the port only learns yet
      return;
    }
    End previous = null;
    for (int i = 0; i < ends.size(); i++) {
      End end = ends.get(i);
      boolean wanted = (known < 0 || known == i) && (end != from || end.filter.reflects());
      if (wanted && end.isOpen() && end.filter.lets(vlan) && !keepsApart(from, end)) {
        if (previous != null) {
          previous.deliverTagged(frame.copy(), control);
        }
        previous = end;
      }
    }
    if (previous == null) {
      frame.release(); // as in a switch without VLANs, nobody to send to is no loss
    } else {
      previous.deliverTagged(frame, control);
    }
  }
}
