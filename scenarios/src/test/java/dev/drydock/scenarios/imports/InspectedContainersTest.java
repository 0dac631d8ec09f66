package dev.drydock.scenarios.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Source;
import dev.drydock.scenarios.text.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class InspectedContainersTest {
  private static List<HostContainer> read(String json) {
    Node node = YamlReader.read(new Source("containers.json", json), new Diagnostics()).getFirst();
    return InspectedContainers.of(Json.items(node), new HostDump());
  }

  @Test
  void those_that_were_started_first_come_first_whatever_digits_go_leaves_out() {
    List<HostContainer> containers =
        read(
            """
            [
              { "Name": "/late",
                "State": { "Running": true, "StartedAt": "2026-01-01T10:00:00.45Z" } },
              { "Name": "/early",
                "State": { "Running": true, "StartedAt": "2026-01-01T10:00:00.4Z" } }
            ]
            """);

    assertEquals(List.of("early", "late"), containers.stream().map(HostContainer::name).toList());
  }

  @Test
  void ports_are_written_as_they_were_asked_for() {
    HostContainer container =
        read("""
        [
          { "Name": "/web", "State": { "Running": true },
            "HostConfig": { "PortBindings": {
              "80/tcp": [ { "HostIp": "", "HostPort": "8080" } ],
              "53/udp": [ { "HostIp": "127.0.0.1", "HostPort": "" } ],
              "90/tcp": [ { "HostIp": "::1", "HostPort": "91" } ],
              "70/tcp": [ { "HostIp": "", "HostPort": "70" } ] } },
            "NetworkSettings": { "Ports": {
              "80/tcp": [ { "HostIp": "0.0.0.0", "HostPort": "8080" },
                          { "HostIp": "::", "HostPort": "8080" } ],
              "53/udp": [ { "HostIp": "127.0.0.1", "HostPort": "49153" } ],
              "90/tcp": [ { "HostIp": "::1", "HostPort": "91" } ],
              "443/tcp": null } } }
        ]
        """)
            .getFirst();

    assertEquals(
        List.of("8080:80", "127.0.0.1:49153:53/udp", "[::1]:91:90", "70:70"), container.ports());
    assertEquals(List.of("443"), container.rest().get("expose"));
  }
}
