package dev.drydock.scenarios.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Images whose entry point is a client, by their Dockerfiles.
class ClientImagesTest {
  private static final String ASK = " -s -o /dev/null -w %{http_code} http://172.17.0.2/";

  private final TypedLab lab = TypedLab.start().with("docker run -d --name web nginx");

  @Test
  void options_behind_the_image_are_those_of_its_client() {
    assertEquals("200", lab.type("docker run --rm curlimages/curl" + ASK));
    assertEquals("200", lab.type("docker run --rm alpine/curl" + ASK));
  }

  @Test
  void the_entry_point_of_curls_image_runs_other_commands_as_they_are() {
    assertEquals("200", lab.type("docker run --rm curlimages/curl curl" + ASK));
    assertEquals("hi\n", lab.type("docker run --rm curlimages/curl echo hi"));
    lab.with("docker run -d --name idle curlimages/curl sleep 1000");
    assertEquals("200", lab.type("docker exec idle curl" + ASK));
    assertEquals(
        "[\"/entrypoint.sh\"] [\"sleep\",\"1000\"]\n",
        lab.type("docker inspect -f '{{json .Config.Entrypoint}} {{json .Config.Cmd}}' idle"));
  }
}
