package dev.drydock.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.ArpProtocol.Parties;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.observe.Tap;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// That nobody can tell whether broadcasts are counted or delivered.
@Timeout(60)
class BystandersTest {
  private static final int STATIONS = 24;
  private static final int PORT = 9;

  /// A bridge with many stations on it.
  private static final class Lan {
    final TestNet net = new TestNet();
    final Bridge bridge = net.bridge("br0", "10.0.0.254/24");
    final List<Netns> namespaces = new ArrayList<>();
    final List<VethEnd> devices = new ArrayList<>();
    final List<Counting> taps = new ArrayList<>();
    final List<String> heard = new ArrayList<>();

    Lan(boolean mayCount) {
      for (int i = 0; i < STATIONS; i++) {
        Netns namespace = net.namespace("c" + i);
        VethEnd device = net.join(namespace, bridge, "10.0.0." + (i + 1) + "/24");
        namespaces.add(namespace);
        devices.add(device);
        for (NetDevice end : List.of(device, device.peer())) {
          Counting tap = new Counting(mayCount);
          end.setTap(tap);
          taps.add(tap);
        }
      }
    }

    static int address(int station) {
      return 0x0a00_0001 + station;
    }

    void arp(int station, int operation, int sender, int target) {
      VethEnd device = devices.get(station);
      Parties parties = new Parties(sender, device.mac(), target, 0);
      var arp = namespaces.get(station).ipv4().arp();
      arp.send(device, operation, Ethernet.BROADCAST, parties);
    }

    void talk(int from, int to) {
      var socket = namespaces.get(from).udp().open(datagram -> {});
      socket.bind(new SocketAddress(IpAddress.ANY_V4, 1000 + to));
      byte[] data = {1, 2, 3};
      socket.sendTo(new SocketAddress(IpAddress.v4(address(to)), PORT), data, 0, data.length);
      net.run(0.001);
      socket.close();
    }

    BridgePort port(int station) {
      return (BridgePort) Objects.requireNonNull(devices.get(station).peer().rxHandler());
    }

    /// All that can be seen from outside.
    List<String> state() {
      List<String> lines = new ArrayList<>(heard);
      for (int i = 0; i < STATIONS; i++) {
        for (NetDevice end : List.of(devices.get(i), devices.get(i).peer())) {
          DeviceCounters c = end.counters();
          lines.add(
              i
                  + " rx "
                  + c.rxFrames()
                  + " "
                  + c.rxBytes()
                  + " "
                  + c.rxDropped()
                  + " tx "
                  + c.txFrames()
                  + " "
                  + c.txBytes()
                  + " "
                  + c.txDropped());
        }
        for (Neighbour each : namespaces.get(i).ipv4().neighbours().entries()) {
          lines.add(i + " " + each.address() + " " + each.mac() + " " + each.state());
        }
      }
      return lines;
    }

    long counted() {
      return devices.stream().filter(d -> d.counters().counted != null).count();
    }
  }

  /// Counts frames, one by one or all at once.
  private static final class Counting implements Tap {
    final boolean mayCount;
    long sent;
    long received;

    Counting(boolean mayCount) {
      this.mayCount = mayCount;
    }

    @Override
    public void sighted(long timeNanos, Frame frame, boolean outbound) {
      counted(1, outbound);
    }

    @Override
    public boolean onlyCounts() {
      return mayCount;
    }

    @Override
    public void counted(long broadcasts, boolean outbound) {
      sent += outbound ? broadcasts : 0;
      received += outbound ? 0 : broadcasts;
    }
  }

  /// One thing that happens, the same in both.
  private static void happen(Lan lan, int what, int one, int other) {
    VethEnd device = lan.devices.get(one);
    Netns namespace = lan.namespaces.get(one);
    int own = Lan.address(one);
    var interfaces = namespace.ipv4().interfaces();
    switch (what) {
      case 0 -> lan.arp(one, Arp.REQUEST, own, Lan.address(other));
      case 1 -> lan.arp(one, Arp.REPLY, Lan.address(other), Lan.address(other));
      case 2 -> lan.talk(one, other);
      case 3 ->
          interfaces.addAddress(device, Ipv4Prefix.parse("10.0.0." + (100 + other) + "/24"), 0);
      case 4 -> lan.arp(one, Arp.REQUEST, own, Lan.address(99 + other));
      case 5 -> device.setUp(!device.isUp());
      case 6 -> device.peer().setUp(!device.peer().isUp());
      case 7 -> namespace.sysctls().set("net.ipv4.conf.eth0.arp_accept", "" + (other % 2));
      case 8 -> namespace.ipv4().neighbours().addPermanent(device, Lan.address(other), 0x0242L);
      case 9 -> namespace.forgetNeighbours();
      case 10 -> lan.port(one).setIsolated(other % 2 == 0);
      case 11 -> lan.port(one).setHairpin(other % 3 == 0);
      case 12 -> lan.arp(one, Arp.REQUEST, 0, Lan.address(other));
      case 13 ->
          namespace.addPacketListener((frame, on) -> lan.heard.add(one + " " + frame.length()));
      case 14 -> namespace.sysctls().set("net.ipv4.conf.all.proxy_arp", "" + (other % 2));
      default -> {
        for (int i = 0; i < 5; i++) {
          lan.arp(one, Arp.REQUEST, own, own); // as most: it announces itself
        }
      }
    }
    lan.net.run(0.01);
  }

  @Test
  void counters_neighbours_and_taps_are_as_if_each_frame_was_delivered() {
    long bystanders = 0;
    for (int seed = 1; seed <= 30; seed++) {
      Lan counting = new Lan(true);
      Lan delivering = new Lan(false);
      RandomStream random = new RandomStream(seed, "happens");
      for (int i = 0; i < 120; i++) {
        int what = random.nextInt(40);
        int one = random.nextInt(STATIONS);
        int other = random.nextInt(STATIONS);
        happen(counting, what, one, other);
        happen(delivering, what, one, other);
        bystanders += counting.counted();
        assertEquals(
            delivering.state(), counting.state(), "seed " + seed + ", after " + i + ": " + what);
      }
      assertEquals(0, delivering.counted());
      counting.devices.forEach(NetDevice::concern);
      for (int i = 0; i < counting.taps.size(); i++) {
        assertEquals(delivering.taps.get(i).sent, counting.taps.get(i).sent);
        assertEquals(delivering.taps.get(i).received, counting.taps.get(i).received);
      }
    }
    assertTrue(bystanders > 10_000, "it was worth the while: " + bystanders);
  }

  @Test
  void a_station_that_is_asked_for_answers() {
    Lan lan = new Lan(true);
    happen(lan, 99, 0, 0);
    assertEquals(STATIONS, lan.counted());
    lan.talk(0, 5);
    assertEquals(STATIONS - 2, lan.counted());
    Neighbour found =
        lan.namespaces
            .getFirst()
            .ipv4()
            .neighbours()
            .lookup(lan.devices.getFirst(), Lan.address(5));
    assertEquals(lan.devices.get(5).mac(), Objects.requireNonNull(found).mac());
  }
}
