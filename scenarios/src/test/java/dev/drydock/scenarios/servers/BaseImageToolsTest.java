package dev.drydock.scenarios.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Tools that images have of the images that they are built on.
class BaseImageToolsTest {
  private final TypedLab lab = TypedLab.start().with("docker network create net");

  @Test
  void images_on_alpine_have_busybox() {
    lab.with(
        "docker run -d --name web --network net nginx:alpine",
        "docker run -d --name cache --network net redis:7-alpine",
        "docker run -d --name app --network net example/app:1.2-alpine3.20",
        "docker exec web ping -c 1 cache",
        "docker exec app nc -z cache 6379");

    assertEquals("<!DOCTYPE html>\n", lab.type("docker exec cache wget -q -O - web | head -1"));
    assertTrue(lab.type("docker exec app nslookup web").contains("172.18.0.2"));
  }

  @Test
  void languages_have_curl_unless_they_are_slim() {
    lab.with(
        "docker run -d --name web --network net nginx",
        "docker run -d --name app --network net node:20 node server.js",
        "docker run -d --name slim --network net node:20-slim node server.js",
        "docker exec app curl -s -o /dev/null http://web/");

    assertTrue(lab.type("docker exec slim curl http://web/").contains("not found in $PATH"));
  }

  @Test
  void what_an_image_itself_runs_remains_a_label() {
    lab.with(
        "docker run -d --name db --health-cmd 'pg_isready || exit 1' --health-interval 1s"
            + " postgres:16-alpine",
        "docker run -d --name app --expose 3000 example/app:alpine",
        "sleep 5");

    assertEquals(
        "running healthy\n",
        lab.type("docker inspect -f '{{.State.Status}} {{.State.Health.Status}}' db"));
    lab.with("docker run --rm busybox nc -z 172.17.0.3 3000");
  }

  @Test
  void whoami_listens_and_is_called_as_it_is_told() {
    lab.with("docker run -d --name who traefik/whoami --port 2001 --name=me");

    String answer = lab.type("curl -s http://172.17.0.2:2001/");
    assertTrue(answer.startsWith("Name: me\nHostname: "), answer);
  }
}
