package dev.drydock.core.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Offloads;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Tcp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a receiver that does not read announces; the windows were seen on Linux 6.18 between two
/// namespaces, with `net.ipv4.tcp_rmem` 4096 131072 33554432 and a scale of 10. The sender writes
/// 215 bytes and then 20 000.
class ReceiveMemoryTest {
  private final TwoEnds ends = new TwoEnds();
  private final List<Integer> windows = new ArrayList<>();

  private void note(Frame frame, boolean outbound) {
    byte[] data = frame.data();
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    if (outbound && Ethernet.type(data, frame.offset()) == Ethernet.IPV4) {
      int at = ip + Ipv4.headerBytes(data, ip);
      if ((Tcp.flags(data, at) & Tcp.SYN) == 0) {
        windows.add(Tcp.window(data, at));
      }
    }
  }

  private List<Integer> download(boolean isFile) {
    ends.client.sysctls().set("net.ipv4.tcp_rmem", "4096 131072 33554432");
    ends.server.sysctls().set("net.ipv4.tcp_rmem", "4096 131072 33554432");
    ends.clientEth0.setTap((time, frame, outbound) -> note(frame, outbound));
    Talk server = ends.listen(80, Talk.saying(new byte[215]));
    Talk client = new Talk();
    client.deaf = true;
    ends.connect("10.0.0.3", 80, client);
    ends.net.run(0.1);
    StreamSocket stream = server.open();
    if (isFile) {
      stream.sendFile(new byte[20_000], 0, 20_000);
    } else {
      stream.write(new byte[20_000], 0, 20_000);
    }
    ends.net.run(0.01);
    return windows;
  }

  @Test
  void segments_in_pages_join_and_let_the_window_grow() {
    assertEquals(
        List.of(63, 63, 66, 69, 72, 75, 76, 75, 75, 74, 73, 72, 71, 70, 69, 68), download(false));
  }

  @Test
  void a_file_is_no_different_where_the_device_makes_checksums() {
    assertEquals(
        List.of(63, 63, 66, 69, 72, 75, 76, 75, 75, 74, 73, 72, 71, 70, 69, 68), download(true));
  }

  @Test
  void a_file_copied_for_its_checksum_takes_more_than_it_brings_and_no_window_grows() {
    NetDevice sender = ends.serverEth0;
    sender.setOffloads(sender.offloads() & ~Offloads.TX_CHECKSUM);

    assertEquals(
        List.of(63, 63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49), download(true));
  }

  /// As `ss -m` showed it (`r`) before anything was read.
  @Test
  void what_waits_takes_what_linux_counts() {
    ReceiveMemory memory = new ReceiveMemory();
    memory.take(215, false, true);
    for (int i = 0; i < 16; i++) {
      memory.take(1248, true, true);
    }
    memory.take(32, true, true);
    assertEquals(57_879, memory.bytes());
    memory.release(215 + (16 * 1248), 32);
    assertEquals(3552, memory.bytes());
    memory.release(32, 0);
    assertEquals(0, memory.bytes());

    memory.take(215, false, true);
    for (int i = 0; i < 13; i++) {
      memory.take(1448, true, true);
    }
    memory.take(1176, true, true);
    assertEquals(41_647, memory.bytes());
  }
}
