package dev.drydock.benchmarks;

import dev.drydock.core.device.CostModel;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.netfilter.Netfilter;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.rule.RuleException;
import dev.drydock.core.netfilter.rule.RuleReader;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Udp;
import java.util.List;
import java.util.Objects;

/// The firewall of one namespace, which is asked about a packet hook by hook, without the network
/// around it: rules that do not fit the packet, and flows that connection tracking knows.
final class Firewall {
  private static final int FRAME_BYTES = 60;
  private static final int UDP_AT = Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
  private static final int FIRST_SOURCE = 0x0a00_0002; // 10.0.0.2
  private static final int DESTINATION = 0xc0a8_0101; // 192.168.1.1
  private static final int PORTS = 16;
  private static final int FIRST_PORT = 1024;

  private final FramePool pool = new FramePool();
  private final Machine machine =
      new Machine(
          new EventLoop(),
          pool,
          new RandomStream(1, "firewall"),
          new Machine.Box("host", CostModel.LINUX));

  private final Netfilter netfilter = machine.root().ipv4().netfilter();
  private final NetDevice in;
  private final NetDevice out;
  private final Frame frame = pool.take(FRAME_BYTES);

  Firewall() {
    VethEnd left =
        VethEnd.pair(machine.softnet(), new VethEnd.Spec("left", 1), new VethEnd.Spec("right", 2));
    in = left;
    out = left.peer();
    frame.networkOffset = frame.offset() + Ethernet.HEADER_BYTES;
    netfilter.tables().open(Table.Kind.FILTER);
  }

  /// Fills FORWARD with rules that look at address, protocol and port, and fit no packet here.
  void addRules(int count) {
    for (int i = 0; i < count; i++) {
      String port = Integer.toString(20_000 + i);
      String source = "10.0.0.0/8";
      append(
          "FORWARD",
          List.of("-s", source, "-p", "udp", "-m", "udp", "--dport", port, "-j", "DROP"));
    }
  }

  /// Adds rules that look for an address which no packet here has, as those of published ports do.
  void addAddressRules(int count) {
    for (int i = 0; i < count; i++) {
      String address = "172.17." + (i >> 8) + "." + (i & 0xff);
      append("FORWARD", List.of("-d", address, "-p", "udp", "-m", "udp", "--dport", "80"));
    }
  }

  private void append(String chainName, List<String> words) {
    Table table = netfilter.tables().open(Table.Kind.FILTER);
    Chain chain = Objects.requireNonNull(table.chain(chainName));
    try {
      chain.append(RuleReader.read(words, table));
    } catch (RuleException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Lets connection tracking know so many flows. It works while a rule asks for it: one of INPUT,
  /// which no packet here meets.
  void know(int flows) {
    append("INPUT", List.of("-m", "conntrack", "--ctstate", "INVALID", "-j", "DROP"));
    netfilter.conntrack().setLimit(flows);
    for (int i = 0; i < flows; i++) {
      write(i);
      boolean passed =
          netfilter.pass(Hook.PREROUTING, frame, in, null)
              && netfilter.pass(Hook.POSTROUTING, frame, in, out);
      if (!passed) {
        throw new IllegalStateException("flow " + i + " is lost");
      }
    }
  }

  private void write(int flow) {
    byte[] data = frame.data();
    int source = FIRST_SOURCE + (flow / PORTS);
    int total = FRAME_BYTES - Ethernet.HEADER_BYTES;
    Ipv4.writeLengths(data, frame.networkOffset, total, 0, Ipv4.DF);
    Ipv4.writeAddresses(data, frame.networkOffset, (64 << 8) | Ipv4.UDP, source, DESTINATION);
    int udp = frame.offset() + UDP_AT;
    Udp.write(data, udp, FIRST_PORT + (flow % PORTS), 53, total - Ipv4.HEADER_BYTES);
    frame.forgetFlow();
  }

  /// One packet of a flow at the hook that tracks.
  boolean track(int flow) {
    write(flow);
    return netfilter.pass(Hook.PREROUTING, frame, in, null);
  }

  /// One packet at the hook with the rules.
  boolean filter() {
    return netfilter.pass(Hook.FORWARD, frame, in, out);
  }

  /// Flows that are known.
  int flows() {
    return netfilter.conntrack().connections().size();
  }
}
