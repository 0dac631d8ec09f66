package dev.drydock.scenarios.tools.docker.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Volumes of a project, by compose 2.40.3 (`pkg/compose/create.go`, `down.go`; compose-go
/// `format/volume.go`).
class ComposeVolumesTest {
  private final TypedLab lab = TypedLab.ofEngine("28.5");

  private void file(String volumes, String declared) {
    lab.with("mkdir -p /tmp/shop", "cd /tmp/shop");
    String text =
        "services:\\n  db:\\n    image: busybox\\n    command: sleep 1000\\n    "
            + volumes
            + "\\n  web:\\n    image: busybox\\n    command: sleep 1000\\n"
            + "    volumes: [\"data:/seen:ro\"]\\nvolumes:\\n  "
            + declared.replace("\n", "\\n  ");
    lab.with("printf '" + text + "\\n' > compose.yaml");
  }

  private String inspect(String field) {
    return lab.type("docker inspect -f '{{json " + field + "}}' shop-db-1");
  }

  @Test
  void up_makes_the_volumes_that_services_use_and_down_v_removes_them() {
    file("volumes: [\"data:/data\", /anon]", "data:\nunused:");
    String said = lab.type("docker compose up -d");
    assertTrue(said.contains("Volume shop_data  Creating"), said);
    assertTrue(said.contains("Volume shop_data  Created"), said);
    assertEquals(
        "shop_data\n", lab.type("docker volume ls -q --filter label=com.docker.compose.project"));
    assertEquals(
        "data shop\n",
        lab.type(
            "docker volume inspect -f '{{index .Labels \"com.docker.compose.volume\"}}"
                + " {{index .Labels \"com.docker.compose.project\"}}' shop_data"));
    assertEquals("[\"shop_data:/data:rw\"]\n", inspect(".HostConfig.Binds"));
    assertEquals("[{\"Type\":\"volume\",\"Target\":\"/anon\"}]\n", inspect(".HostConfig.Mounts"));
    assertEquals(2, lab.type("docker volume ls -q").lines().count());
    lab.type("docker compose down");
    assertEquals(2, lab.type("docker volume ls -q").lines().count());
    lab.type("docker compose up -d");
    String down = lab.type("docker compose down -v");
    assertTrue(down.contains("Volume shop_data  Removed"), down);
    assertEquals(1, lab.type("docker volume ls -q").lines().count());
  }

  @Test
  void what_one_service_writes_another_reads_and_cannot_change() {
    file("volumes: [\"data:/data\"]", "data:");
    lab.with("docker compose up -d", "docker compose exec -T db sh -c 'echo hi > /data/x'");
    assertEquals("hi\n", lab.type("docker compose exec -T web cat /seen/x"));
    assertEquals(
        "sh: can't create /seen/y: Read-only file system\n",
        lab.type("docker compose exec -T web sh -c 'echo no > /seen/y'"));
    assertEquals("x\n", lab.type("ls /var/lib/docker/volumes/shop_data/_data"));
    lab.with("docker compose down -v", "docker compose up -d");
    assertEquals("", lab.type("docker compose exec -T web ls /seen"));
  }

  @Test
  void an_external_volume_must_be_there_and_stays() {
    file("volumes: [\"data:/data\"]", "data:\n  external: true\n  name: outer");
    String said = lab.type("docker compose up -d");
    assertTrue(said.contains("external volume \"outer\" not found"), said);
    lab.with("docker volume create outer", "docker compose up -d");
    assertEquals("[\"outer:/data:rw\"]\n", inspect(".HostConfig.Binds"));
    lab.with("docker compose down -v");
    assertEquals("outer\n", lab.type("docker volume ls -q"));
  }

  @Test
  void folders_and_long_forms_are_sent_as_compose_sends_them() {
    file(
        "volumes: [./conf:/etc/app:ro, {type: volume, source: data, target: /d, volume:"
            + " {nocopy: true}}, {type: tmpfs, target: /t, tmpfs: {size: 1m}}]\\n    tmpfs: /run",
        "data:\n  driver: local\n  labels: {a: b}");
    lab.with("docker compose up -d");
    assertEquals(
        "[\"/tmp/shop/conf:/etc/app:ro\",\"shop_data:/d:rw,nocopy\"]\n",
        inspect(".HostConfig.Binds"));
    assertEquals(
        "[{\"Type\":\"tmpfs\",\"Target\":\"/t\",\"TmpfsOptions\":{\"SizeBytes\":1048576}}]\n",
        inspect(".HostConfig.Mounts"));
    assertEquals("{\"/run\":\"\"}\n", inspect(".HostConfig.Tmpfs"));
    assertEquals(
        "/tmp/shop /tmp/shop/compose.yaml\n",
        lab.type(
            "docker inspect -f '{{index .Config.Labels"
                + " \"com.docker.compose.project.working_dir\"}} {{index .Config.Labels"
                + " \"com.docker.compose.project.config_files\"}}' shop-db-1"));
    lab.with("mkdir -p conf", "echo port=1 > conf/app");
    assertEquals("port=1\n", lab.type("docker compose exec -T db cat /etc/app/app"));
  }

  @Test
  void config_tells_volumes() {
    file("volumes: [\"data:/data:ro\"]", "data:\n  driver: local\n  labels: {a: b}");
    assertEquals("data\n", lab.type("docker compose config --volumes"));
    String config = lab.type("docker compose config");
    assertTrue(
        config.contains(
            """
                volumes:
                  - type: volume
                    source: data
                    target: /data
                    read_only: true
                    volume: {}
            """),
        config);
    assertTrue(
        config.endsWith(
            """
            volumes:
              data:
                name: shop_data
                driver: local
                labels:
                  a: b
            """),
        config);
  }

  @Test
  void a_volume_of_somebody_else_is_told() {
    file("volumes: [\"data:/data\"]", "data:");
    lab.with("docker volume create shop_data");
    String said = lab.type("docker compose up -d");
    assertTrue(
        said.contains(
            "volume \\\"shop_data\\\" already exists but was not created by Docker Compose. Use"
                + " `external: true` to use an existing volume"),
        said);
  }
}
