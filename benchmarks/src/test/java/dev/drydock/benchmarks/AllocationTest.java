package dev.drydock.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.drydock.core.device.CostModel;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Forwarding takes nothing from the heap once it runs.
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int WARM_UP = 300;

  private static final int ROUNDS = 2000;

  /// What was learned of a destination beyond its route is always null here. When compiled code
  /// first asks for it, some thousand packets on, the JVM has the class of what it might be loaded:
  /// 78 objects of the class loader, 3656 bytes, once in a process.
  @BeforeAll
  static void load_what_compiled_code_wants_to_know() throws ClassNotFoundException {
    Class.forName("dev.drydock.core.ip.route.RouteException");
  }

  /// Bytes a round takes; the measuring itself is spread over all rounds.
  private static double bytesPerRound(Runnable round) {
    for (int i = 0; i < WARM_UP; i++) {
      round.run();
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      round.run();
    }
    return (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
  }

  private static void assertNothing(double bytes) {
    assertTrue(bytes < 1, bytes + " bytes a round");
  }

  @Test
  void the_measure_notices_a_small_object() {
    Object[] last = new Object[1];
    assertTrue(bytesPerRound(() -> last[0] = new int[1]) >= 16);
  }

  @Test
  void a_burst_over_nine_bridges_allocates_nothing() {
    BridgeChain chain = new BridgeChain(9, 1000, CostModel.LINUX);
    assertNothing(bytesPerRound(() -> chain.burst(1514)));
  }

  @Test
  void a_burst_over_five_routers_allocates_nothing() {
    RouterChain chain = new RouterChain(5, 100);
    assertNothing(bytesPerRound(chain::burst));
  }

  @Test
  void a_burst_of_established_translated_flows_allocates_nothing() {
    RouterChain chain = new RouterChain(1, 100);
    chain.masquerade();
    assertNothing(bytesPerRound(chain::burst));
  }

  @Test
  void a_ping_between_containers_allocates_nothing() {
    TwoHosts hosts = new TwoHosts();
    assertNothing(bytesPerRound(hosts::ping));
  }

  @Test
  void pings_over_a_link_and_the_loopback_allocate_nothing() {
    TwoHosts hosts = new TwoHosts();
    assertNothing(bytesPerRound(() -> hosts.mixedTraffic(1)));
  }
}
