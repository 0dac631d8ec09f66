package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.Protocol;
import dev.drydock.drivers.swarm.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Docker 20.10.24 prints the first three like this; the others are those of docker/cli's comment.
class PublishedRangesTest {
  private static ServiceSpec.Port port(int published, int target, Protocol protocol) {
    return new ServiceSpec.Port(published, new ContainerPort(target, protocol), false);
  }

  private static String text(int... numbers) {
    List<ServiceSpec.Port> ports = new ArrayList<>();
    for (int i = 0; i < numbers.length; i += 2) {
      ports.add(port(numbers[i], numbers[i + 1], Protocol.TCP));
    }
    return PublishedRanges.text(ports);
  }

  @Test
  void consecutive_ports_are_told_together() {
    assertEquals("*:8080->80/tcp", text(8080, 80));
    assertEquals("*:8082-8083->80-81/tcp", text(8083, 81, 8082, 80));
    assertEquals("*:8084-8085->80/tcp", text(8084, 80, 8085, 80));
    assertEquals("*:80-81->80-81/tcp, *:82->80/tcp", text(80, 80, 81, 81, 82, 80));
    assertEquals("*:80->80/tcp, *:82->82/tcp", text(80, 80, 82, 82));
  }

  @Test
  void protocols_are_apart_and_ports_of_nodes_are_left_out() {
    assertEquals(
        "*:53->53/tcp, *:53->53/udp",
        PublishedRanges.text(
            List.of(
                port(53, 53, Protocol.UDP),
                new ServiceSpec.Port(99, new ContainerPort(9, Protocol.TCP), true),
                port(53, 53, Protocol.TCP))));
  }
}
