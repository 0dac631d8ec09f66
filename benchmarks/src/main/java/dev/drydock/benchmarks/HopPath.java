package dev.drydock.benchmarks;

import dev.drydock.core.device.CostModel;
import dev.drydock.core.device.DeviceChange;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Upper;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.observe.Site;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.engines.LabEngines;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.shell.Interpreter;
import dev.drydock.scenarios.shell.StandardTools;
import dev.drydock.scenarios.shell.Surroundings;
import dev.drydock.scenarios.tools.ContainerDirectory;
import java.util.Arrays;
import java.util.Objects;

/// Two containers that Docker's commands have put on a network, and datagrams of 18 bytes (frames
/// of 60) from `one` to `two`. The same network is measured from device to device by JMH, and from
/// socket to socket in the model's virtual time.
///
/// ```
///   socket -> IP -> device of one ... what the driver made ... device of two -> IP -> socket
///                   '------------------ device to device ------------------'
/// ```
final class HopPath implements DatagramListener {
  /// Datagrams sent back to back, then carried to the end.
  static final int BURST = 32;

  private static final int PORT = 9000;
  private static final byte[] PAYLOAD = new byte[18];
  private static final int FRAME_BYTES = 14 + 20 + 8 + PAYLOAD.length;
  private static final String LAB =
      """
      name: hops
      services: {}
      x-drydock:
        machines:
          host: { docker: {}, nics: { eth0: { link: lan, address: 192.168.1.41/24 } } }
          other: { docker: {}, nics: { eth0: { link: lan, address: 192.168.1.42/24 } } }
        links: { lan: { delay: 5us } }
      """;

  private final HopWay way;
  private final Lab lab;
  private final Interpreter interpreter;
  private final UdpSocket sender;
  private final NetDevice from;
  private final NetDevice to;
  private final byte[] frame;
  private final Sink sink = new Sink();
  private boolean cutShort;
  private long received;
  private long arrivedNanos;

  HopPath(HopWay way) {
    this.way = way;
    var request = ReadRequest.ofText(LAB);
    var plan = Objects.requireNonNull(ScenarioReader.read(request).plan());
    lab = Lab.build(plan, 1, CostModel.LINUX);
    LabEngines engines = LabEngines.start(lab);
    interpreter =
        new Interpreter(new Surroundings(lab, StandardTools.registry(), engines, engines));
    Netns one = end("one", "host");
    Netns two = end("two", way.crossesMachines() ? "other" : "host");
    from = device(one);
    to = device(two);
    sender = sender(one, two);
    frame = recordFrame();
  }

  private Netns end(String name, String machine) {
    if (name.equals("one")) {
      way.setUp().forEach(this::type);
    }
    Box box = Objects.requireNonNull(lab.box(machine));
    if (way.isHost()) {
      return box.machine().root();
    }
    type(machine + "$ docker run -d --name " + name + " --network net busybox sleep 1000000");
    interpreter.pass(1_000_000_000); // what is said at the start has been said
    ContainerDirectory.Entry entry = interpreter.containers().find(box, name);
    return Objects.requireNonNull(Objects.requireNonNull(entry).namespace());
  }

  private void type(String command) {
    StringBuilder said = new StringBuilder();
    if (interpreter.type(command, (text, error) -> said.append(text)) != 0) {
      throw new IllegalStateException(command + ": " + said);
    }
  }

  private NetDevice device(Netns namespace) {
    return Objects.requireNonNull(namespace.device(way == HopWay.HOST ? "lo" : "eth0"));
  }

  private UdpSocket sender(Netns one, Netns two) {
    UdpSocket receiver = two.udp().open(this);
    receiver.bind(new SocketAddress(IpAddress.ANY_V4, PORT));
    int address = two.ipv4().interfaces().of(to).addresses().getFirst().address();
    UdpSocket socket = one.udp().open(datagram -> {});
    if (socket.connect(new SocketAddress(IpAddress.v4(address), PORT)) != null) {
      throw new IllegalStateException(way.key() + " has no route");
    }
    return socket;
  }

  /// The first datagram settles addresses and connections; the second is kept as it leaves.
  private byte[] recordFrame() {
    send();
    carry(1);
    byte[][] kept = new byte[1][];
    from.setTap((timeNanos, seen, outbound) -> {
      if (seen.length() == FRAME_BYTES) {
        int at = seen.offset();
        kept[0] = Arrays.copyOfRange(seen.data(), at, at + FRAME_BYTES);
      }
    });
    send();
    carry(2);
    from.setTap(null);
    return Objects.requireNonNull(kept[0]);
  }

  /// Lets frames end at the device of the receiver, so that only the way between is measured.
  HopPath cutShort() {
    cutShort = true;
    Upper plain = Objects.requireNonNull(to.upper());
    to.attach(new Ending(plain), to.index());
    return this;
  }

  /// Takes the datagrams away; what else comes in, such as ARP, goes on.
  private final class Ending implements Upper {
    private final Upper plain;

    Ending(Upper plain) {
      this.plain = plain;
    }

    @Override
    public void input(Frame arrived, NetDevice device) {
      if (arrived.length() == FRAME_BYTES) {
        received++;
        sink.input(arrived, device);
      } else {
        plain.input(arrived, device);
      }
    }

    @Override
    public void changed(NetDevice device, DeviceChange change) {
      plain.changed(device, change);
    }

    @Override
    public Site site(String device) {
      return plain.site(device);
    }
  }

  /// Sends datagrams and lets all of them arrive.
  void burst() {
    long due = received + BURST;
    for (int i = 0; i < BURST; i++) {
      if (cutShort) {
        Frame copy = lab.frames().take(FRAME_BYTES);
        System.arraycopy(frame, 0, copy.data(), copy.offset(), FRAME_BYTES);
        from.transmit(copy);
      } else {
        send();
      }
    }
    carry(due);
  }

  private void send() {
    sender.send(PAYLOAD, 0, PAYLOAD.length);
  }

  private void carry(long due) {
    while (received < due) {
      if (lab.loop().pending() == 0) {
        throw new IllegalStateException(way.key() + ": datagrams are lost");
      }
      lab.loop().fireNext(Long.MAX_VALUE);
    }
  }

  @Override
  public void received(Datagram datagram) {
    received++;
    arrivedNanos = lab.loop().nowNanos();
  }

  /// Datagrams that arrived.
  long received() {
    return received;
  }

  /// What the model says of the way, socket to socket.
  ///
  /// @param latencyNanos virtual time that one datagram takes when nothing else happens
  /// @param intervalNanos virtual time between arrivals when many are sent at once
  record Declared(long latencyNanos, double intervalNanos) {
    double packetsPerSecond() {
      return 1e9 / intervalNanos;
    }
  }

  /// Asks the model.
  Declared declared() {
    interpreter.pass(1_000_000);
    long begin = lab.loop().nowNanos();
    send();
    carry(received + 1);
    long latency = arrivedNanos - begin;
    interpreter.pass(1_000_000);
    begin = lab.loop().nowNanos();
    burst();
    long first = begin + latency;
    return new Declared(latency, (double) (arrivedNanos - first) / (BURST - 1));
  }
}
