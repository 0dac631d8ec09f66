package dev.drydock.core.device.link;

import dev.drydock.core.device.Fdb;
import dev.drydock.core.device.stp.PortState;
import dev.drydock.core.device.stp.SpanningTree;
import dev.drydock.core.device.stp.TreeOwner;
import dev.drydock.core.device.stp.TreePort;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.wire.Bpdu;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The spanning tree of a link's switch: each plug is a port of it.
final class SwitchTree implements TreeOwner {
  private final EventLoop loop;
  private final LinkFdb stations;
  private final SpanningTree tree;
  private final long mac;
  private final List<Port> ports = new ArrayList<>();

  SwitchTree(EventLoop loop, LinkFdb stations, long mac) {
    this.loop = loop;
    this.stations = stations;
    this.mac = mac;
    this.tree = new SpanningTree(this, mac);
  }

  SpanningTree tree() {
    return tree;
  }

  /// What a plug can do for its port.
  interface Plug {
    /// The card that is plugged in.
    Nic nic();

    /// Its number, from 0.
    int number();

    /// Sends to the card.
    void send(Frame frame);
  }

  /// A port of the switch.
  private final class Port implements TreePort.Line {
    private final Plug plug;
    private final TreePort inTree;

    private Port(Plug plug) {
      this.plug = plug;
      this.inTree = new TreePort(tree, this, plug.number() + 1);
    }

    @Override
    public String name() {
      return "port" + inTree.number();
    }

    /// A port of 1 Gb/s, as of most switches (IEEE 802.1D-1998, table 8-5).
    @Override
    public int speedCost() {
      return 4;
    }

    @Override
    public void send(@Nullable Bpdu config) {
      int type = config == null ? Bpdu.TOPOLOGY_CHANGE : Bpdu.CONFIG;
      int bytes = config == null ? Bpdu.TOPOLOGY_CHANGE_BYTES : Bpdu.CONFIG_BYTES;
      Frame frame = plug.nic().softnet().frames().take(bytes);
      Bpdu.writeHeader(frame.data(), frame.offset(), mac + inTree.number(), type);
      if (config != null) {
        config.write(frame.data(), frame.offset());
      }
      plug.send(frame);
    }

    @Override
    public void entered(PortState newState) {}

    @Override
    public void forgetStations() {
      stations.forget(plug.number());
    }
  }

  void plugged(Plug plug) {
    Port port = new Port(plug);
    ports.add(port);
    tree.added(port.inTree);
  }

  /// A card was switched on or off, or the link cut or mended.
  void changed(int number, boolean isUp) {
    TreePort port = ports.get(number).inTree;
    boolean wasOpen = port.state() != PortState.DISABLED;
    if (isUp && !wasOpen) {
      tree.opened(port);
    } else if (!isUp && wasOpen) {
      tree.closed(port);
    }
  }

  PortState state(int number) {
    return ports.get(number).inTree.state();
  }

  /// Takes a message of the tree.
  void receive(Frame frame, int number) {
    tree.receive(ports.get(number).inTree, frame.data(), frame.offset(), frame.length());
    frame.release();
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public boolean isUp() {
    return true;
  }

  @Override
  public int portCount() {
    return ports.size();
  }

  @Override
  public TreePort port(int index) {
    return ports.get(index).inTree;
  }

  @Override
  public void portsChosen() {}

  @Override
  public void ageingChanged() {
    stations.setAgeing(tree.isChanging() ? tree.forwardDelayNanos(false) : Fdb.AGEING_NANOS);
  }

  @Override
  public String name() {
    return "switch";
  }

  /// A switch has no log that anybody reads.
  @Override
  public void logLine(Supplier<String> line) {}
}
