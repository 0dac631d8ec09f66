package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.testing.Cases;
import dev.drydock.scenarios.tools.TypedLab;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Any words behind `docker` do something or are refused: nothing breaks.
class DockerWordsFuzzTest {
  private static final int LINES = 700;

  private static final List<String> VERBS =
      List.of(
          "run -d",
          "run --rm",
          "create",
          "start",
          "stop",
          "restart",
          "kill",
          "pause",
          "unpause",
          "rm",
          "rename",
          "port",
          "update",
          "logs",
          "cp",
          "inspect",
          "exec",
          "ps",
          "top",
          "stats",
          "wait",
          "events --until 0s",
          "info",
          "version",
          "images",
          "rmi",
          "pull",
          "attach",
          "network create",
          "network rm",
          "network connect",
          "network disconnect",
          "network ls",
          "network inspect",
          "network prune -f",
          "volume create",
          "volume ls",
          "volume rm",
          "volume inspect",
          "volume prune -f",
          "system df",
          "system prune -f",
          "context ls",
          "image inspect",
          "container ls",
          "container inspect",
          "compose",
          "compose up",
          "compose ps",
          "compose down",
          "compose ls",
          "swarm init",
          "swarm leave",
          "node ls",
          "service create",
          "service ls",
          "service ps",
          "stack deploy",
          "secret create",
          "config ls",
          "image prune -f");

  private static final List<String> WORDS =
      List.of(
          "one",
          "two",
          "net",
          "nginx",
          "busybox",
          "'a b'",
          "''",
          "-",
          "--",
          "---",
          "'é'",
          "'🐳'",
          "'\u0001'",
          "'\u007f'",
          "'{{.}}'",
          "'{{.Name}}'",
          "'{{range .}}'",
          "'{{json .}}'",
          "0",
          "-1",
          "65536",
          "99999999999999999999",
          "1.2.3.4",
          "1.2.3.4/33",
          "10.9.0.0/16",
          "::1",
          "fd00::/64",
          "10.0.0.0/0",
          "a=b",
          "=",
          "=x",
          "'a=b=c'",
          ":",
          "8080:80",
          ":80",
          "80:",
          "::",
          "1-0:1-0",
          "1-70000",
          "127.0.0.1::80/udp",
          "80/foo",
          "[::1]:1:1",
          "../..",
          "/",
          "'*'",
          "'[a-'",
          "'(?'",
          "true",
          "false",
          "@",
          "@sha256:ab",
          "A/B:C",
          "nginx:",
          "'a\tb'",
          "$(x",
          "sleep",
          "9s",
          "1h",
          "2026-01-01",
          "9999-99-99T99",
          "host",
          "none",
          "bridge",
          "default",
          "container:one",
          "container:",
          "service:x",
          "02:00:00:00:00:01",
          "zz");

  private static final List<String> OPTIONS =
      List.of(
          "--name",
          "--network",
          "--ip",
          "--ip6",
          "-p",
          "--expose",
          "-l",
          "--label",
          "--filter",
          "-f",
          "--format",
          "-q",
          "-a",
          "-n",
          "--last",
          "--subnet",
          "--gateway",
          "--ip-range",
          "--aux-address",
          "-o",
          "--opt",
          "-d",
          "--driver",
          "--internal",
          "--ipv6",
          "--alias",
          "--link",
          "--mac-address",
          "-e",
          "--env-file",
          "--restart",
          "--health-cmd",
          "--health-interval",
          "--sysctl",
          "--dns",
          "--add-host",
          "--hostname",
          "-v",
          "--mount",
          "-t",
          "--since",
          "--until",
          "--tail",
          "--type",
          "--size",
          "--no-trunc",
          "--signal",
          "--driver-opt",
          "--gw-priority",
          "--replicas",
          "--publish",
          "-c",
          "--foo",
          "-Z",
          "--scope",
          "--verbose",
          "--config-from",
          "--config-only",
          "--attachable",
          "--ingress",
          "-P",
          "-i");

  @Test
  void any_words_are_taken_or_refused() {
    try (TypedLab old = lab("20.10");
        TypedLab late = lab("29")) {
      Cases.forEach(
          LINES,
          cases -> {
            StringBuilder line = new StringBuilder("docker ").append(one(cases, VERBS));
            for (int n = cases.between(0, 4); n > 0; n--) {
              line.append(' ').append(one(cases, cases.between(0, 2) == 0 ? OPTIONS : WORDS));
            }
            TypedLab lab = cases.between(0, 1) == 0 ? old : late;
            String said = lab.type(line.toString());
            assertTrue(lab.status() >= 0 && lab.status() < 256, line + ": " + said);
          });
    }
  }

  private static String one(Cases cases, List<String> choice) {
    return choice.get(cases.between(0, choice.size() - 1));
  }

  private static TypedLab lab(String engine) {
    return TypedLab.of("name: home\nservices: {}\nx-drydock: { engine: \"" + engine + "\" }\n")
        .with(
            "docker network create --subnet 10.9.0.0/24 net",
            "docker run -d --name one --network net -p 8080:80 nginx",
            "docker create --name two busybox");
  }
}
