package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What runs in a container whose image has several servers.
class ImageServersTest {
  private static final String LAB =
      """
      name: servers
      services: {}
      x-drydock:
        machines: { host: { docker: {}, nics: { eth0: { link: lan, address: 192.168.1.41/24 } } } }
        links: { lan: { delay: 20us } }
        images:
          app:
            tools: [busybox]
            serve:
              - { http: 80, files: { /index.html: first } }
              - { http: 9000, files: { /index.html: second } }
      """;

  private final TypedLab lab = TypedLab.of(LAB);

  @Test
  void all_of_them_run_by_default() {
    lab.with("docker run -d --name one app");
    assertEquals("first", lab.type("curl -sS http://172.17.0.2/"));
    assertEquals("second", lab.type("curl -sS http://172.17.0.2:9000/"));
  }

  @Test
  void a_command_of_one_s_own_runs_alone() {
    lab.with("docker run -d --name one app httpd -f -p 8080");
    assertTrue(lab.type("curl -sS http://172.17.0.2:9000/").contains("Couldn't connect"));
    assertEquals("second", lab.type("curl -sS http://172.17.0.2:8080/"));
  }
}
