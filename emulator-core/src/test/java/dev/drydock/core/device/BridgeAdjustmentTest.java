package dev.drydock.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.testing.TestNet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BridgeAdjustmentTest {
  private final TestNet net = new TestNet();
  private final Bridge bridge = net.bridge("br0", "10.0.0.1/24");

  @BeforeEach
  void connect() {
    net.join(net.namespace("one"), bridge, "10.0.0.2/24");
  }

  private void setPortMtu(int bytes) {
    bridge.ports().getFirst().device().setMtu(bytes);
  }

  @Test
  void a_bridge_has_the_smallest_mtu_of_its_ports() {
    setPortMtu(1300);
    assertEquals(1300, bridge.mtuBytes());
  }

  @Test
  void a_bridge_keeps_the_mtu_that_it_was_given() {
    bridge.setOwnMtu(1400);
    setPortMtu(1300);
    assertEquals(1400, bridge.mtuBytes());
  }
}
