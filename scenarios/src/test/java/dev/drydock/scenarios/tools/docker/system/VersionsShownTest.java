package dev.drydock.scenarios.tools.docker.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What versions of the engine and its command line show of the same things (moby `api/types`,
/// docker/cli `cli/command/formatter`).
class VersionsShownTest {
  private static TypedLab lab(String version) {
    return TypedLab.of("name: home\nservices: {}\nx-drydock: { engine: \"" + version + "\" }\n")
        .with(
            "docker network create --subnet 10.5.0.0/24 --ip-range 10.5.0.0/28 ranged",
            "docker network create --subnet 10.6.0.0/24 plain",
            "docker run -d --name web -p 8080:80 -p 443:443 --network ranged nginx");
  }

  @Test
  void version_29_counts_the_addresses_of_a_network() {
    String wanted =
        "{\"IPAM\":{\"Subnets\":{\"10.5.0.0/24\":{\"IPsInUse\":4,\"DynamicIPsAvailable\":13}}}}\n";
    try (TypedLab lab = lab("29")) {
      assertEquals(wanted, lab.type("docker network inspect -f '{{json .Status}}' ranged"));
      assertEquals(
          "{\"IPAM\":{}}\n", lab.type("docker network inspect -f '{{json .Status}}' none"));
    }
    try (TypedLab lab = lab("28")) {
      assertFalse(lab.type("docker network inspect ranged").contains("Status"));
    }
  }

  @Test
  void version_29_0_shows_that_a_subnet_has_no_range() {
    try (TypedLab lab = lab("29.1.0")) {
      assertEquals(
          "[{\"Subnet\":\"10.6.0.0/24\",\"IPRange\":\"\",\"Gateway\":\"10.6.0.1\"}]\n",
          lab.type("docker network inspect -f '{{json .IPAM.Config}}' plain"));
    }
  }

  @Test
  void containers_of_29_are_stored_as_snapshots() {
    String format = "docker inspect -f '{{.Driver}} {{json .HostConfig.Dns}}' web";
    try (TypedLab lab = lab("29")) {
      assertEquals("overlayfs null\n", lab.type(format));
      assertEquals(
          "{\"RootFS\":{\"Snapshot\":{\"Name\":\"overlayfs\"}}}\n",
          lab.type("docker inspect -f '{{json .Storage}}' web"));
    }
    try (TypedLab lab = lab("28")) {
      assertEquals("overlay2 []\n", lab.type(format));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"20.10:10", "24.0.9:11", "27:11", "28.0.4:12", "29:12"})
  void what_is_kept_from_containers_grows(String text) {
    String[] parts = text.split(":", -1);
    try (TypedLab lab = lab(parts[0])) {
      String paths = lab.type("docker inspect -f '{{len .HostConfig.MaskedPaths}}' web");
      assertEquals(parts[1], paths.strip());
    }
  }

  @Test
  void rows_as_json_keep_clear_of_html_and_get_new_fields() {
    try (TypedLab lab = lab("29")) {
      String row = lab.type("docker ps --format json");
      assertTrue(row.contains("\"HealthStatus\":\"\""), row);
      assertTrue(row.contains("\"Platform\":{\"architecture\":\"amd64\",\"os\":\"linux\"}"), row);
      assertTrue(row.contains("0.0.0.0:8080-\\u003e80/tcp"), row);
      assertTrue(lab.type("docker ps --format '{{json .Ports}}'").contains(":8080->80/tcp"));
    }
    try (TypedLab lab = lab("27")) {
      assertFalse(lab.type("docker ps --format json").contains("Platform"));
    }
  }

  @Test
  void ports_are_listed_in_the_order_of_their_numbers() {
    try (TypedLab lab = lab("27")) {
      assertEquals(
          """
          80/tcp -> 0.0.0.0:8080
          80/tcp -> [::]:8080
          443/tcp -> 0.0.0.0:443
          443/tcp -> [::]:443
          """,
          lab.type("docker port web"));
      assertEquals(
          "Error: No public port '81' published for web\n", lab.type("docker port web 81"));
    }
  }

  @Test
  void whoever_follows_events_for_ever_is_interrupted() {
    try (TypedLab lab = lab("29")) {
      assertTrue(lab.type("docker events --since 0").contains("container start"));
    }
  }
}
