package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.sim.Nanos;
import dev.drydock.scenarios.tools.TypedLab;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Two Docker hosts on a wire, `a` with 10.9.0.1 and `b` with 10.9.0.2, for tests of swarms.
final class SwarmOfTwo {
  private static final String FILE =
      """
      name: two
      services: {}
      x-drydock:
        engine: "20.10"
        machines:
          a: { docker: {}, nics: { eth0: { link: wire, address: 10.9.0.1/24 } } }
          b: { docker: {}, nics: { eth0: { link: wire, address: 10.9.0.2/24 } } }
        links: { wire: {} }
        images:
          net: { tools: [busybox, iputils, iproute2, curl] }
      """;

  private SwarmOfTwo() {}

  /// The hosts, no swarm yet.
  static TypedLab start() {
    return TypedLab.of(FILE);
  }

  /// `a` becomes a manager, `b` its worker.
  static void form(TypedLab lab) {
    Matcher join =
        Pattern.compile("docker swarm join --token \\S+ \\S+")
            .matcher(lab.type("a$ docker swarm init"));
    assertTrue(join.find());
    assertEquals("This node joined a swarm as a worker.\n", lab.type("b$ " + join.group()));
    lab.pass(Nanos.SECOND); // the routing mesh is made
  }

  /// A container on each, both on the overlay network `ov`.
  static void attachTwo(TypedLab lab) {
    form(lab);
    lab.with(
        "a$ docker network create -d overlay --attachable ov",
        "a$ docker run -d --name one --network ov net sleep 1000",
        "b$ docker run -d --name two --network ov net sleep 1000");
    lab.pass(Nanos.SECOND);
  }
}
