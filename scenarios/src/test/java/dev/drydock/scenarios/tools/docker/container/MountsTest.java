package dev.drydock.scenarios.tools.docker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What containers mount, in words that Docker 20.10.24 was seen to print.
class MountsTest {
  private final TypedLab lab = TypedLab.ofEngine("20.10").with();

  private void run(String... options) {
    lab.type("docker run -d --name v1 " + String.join(" ", options) + " busybox sleep 1000");
    assertEquals(0, lab.status());
  }

  private void refuses(String options, String why) {
    String said = lab.type("docker run " + options + " busybox true");
    assertEquals(125, lab.status());
    assertEquals(why + "\nSee 'docker run --help'.\n", said);
    assertEquals("", lab.type("docker ps -aq"));
  }

  private String inspect(String template) {
    return lab.type("docker inspect -f '" + template + "' v1").strip();
  }

  @Test
  void everything_that_is_mounted_is_told() {
    run("-v data:/data -v /srv:/srv:ro -v /anon --tmpfs /t1 --tmpfs /t2:size=1m");
    lab.type("docker run -d --name v2 --volumes-from v1:ro busybox sleep 1000");
    String points =
        "{{range .Mounts}}{{.Type}} {{.Destination}} {{.Driver}}|{{.Mode}}|{{.RW}}|"
            + "{{.Propagation}};{{end}}";
    assertEquals(
        "volume /data local|z|true|;bind /srv |ro|false|rprivate;volume /anon local||true|;",
        inspect(points));
    assertEquals(
        "[\"data:/data\",\"/srv:/srv:ro\"] {\"/t1\":\"\",\"/t2\":\"size=1m\"} {\"/anon\":{}} null",
        inspect(
            "{{json .HostConfig.Binds}} {{json .HostConfig.Tmpfs}} {{json .Config.Volumes}}"
                + " {{json .HostConfig.Mounts}}"));
    assertEquals(
        "data /data false;/srv /srv false;/anon false;[v1:ro]\n",
        lab.type(
            "docker inspect -f '{{range .Mounts}}{{if eq .Type \"bind\"}}{{.Source}} {{end}}"
                + "{{if eq .Name \"data\"}}data {{end}}{{.Destination}} {{.RW}};{{end}}"
                + "{{.HostConfig.VolumesFrom}}' v2"));
  }

  @Test
  void a_mount_is_told_as_it_was_asked_for() {
    run("--mount type=volume,source=vol2,target=/m2,readonly");
    assertEquals(
        "[{\"Type\":\"volume\",\"Source\":\"vol2\",\"Target\":\"/m2\",\"ReadOnly\":true}]",
        inspect("{{json .HostConfig.Mounts}}"));
    assertEquals(
        "volume vol2 /var/lib/docker/volumes/vol2/_data z false",
        inspect("{{range .Mounts}}{{.Type}} {{.Name}} {{.Source}} {{.Mode}} {{.RW}}{{end}}"));
  }

  @Test
  void containers_are_found_by_what_they_mount() {
    run("-v data:/data -v /srv:/in");
    for (String wanted : new String[] {"data", "/data", "/srv", "/in"}) {
      assertEquals("v1\n", lab.type("docker ps -f volume=" + wanted + " --format '{{.Names}}'"));
    }
    assertEquals("", lab.type("docker ps -q -f volume=other"));
    assertEquals("data,/srv 1\n", lab.type("docker ps --format '{{.Mounts}} {{.LocalVolumes}}'"));
  }

  @Test
  void the_command_line_refuses_what_is_no_mount() {
    String head = "invalid argument \"%s\" for \"--mount\" flag: ";
    refuses("--mount bad", head.formatted("bad") + "invalid field 'bad' must be a key=value pair");
    refuses("--mount source=x", head.formatted("source=x") + "target is required");
    refuses(
        "--mount target=/x,nosuch=1",
        head.formatted("target=/x,nosuch=1") + "unexpected key 'nosuch' in 'nosuch=1'");
  }

  @Test
  void the_engine_refuses_what_cannot_be_mounted() {
    String head = "docker: Error response from daemon: ";
    refuses("-v xx:/a:rx", head + "invalid mode: rx.");
    refuses("-v xx:/a:ro:z:q", head + "invalid volume specification: 'xx:/a:ro:z:q'.");
    refuses("-v xx:/a -v yy:/a", head + "Duplicate mount point: /a.");
    refuses(
        "-v xx:/",
        head
            + "invalid volume specification: 'xx:/': invalid mount config for type \"volume\":"
            + " invalid specification: destination can't be '/'.");
    refuses(
        "--mount type=tmpfs,source=x,target=/x",
        head + "invalid mount config for type \"tmpfs\": field Source must not be specified.");
    refuses(
        "--mount type=bind,target=/x",
        head + "invalid mount config for type \"bind\": field Source must not be empty.");
    refuses(
        "--tmpfs relative", head + "invalid mount path: 'relative' mount path must be absolute.");
    refuses("--volumes-from nosuch", head + "No such container: nosuch.");
    assertEquals("xx\n", lab.type("docker volume ls -q -f dangling=true"));
  }

  @Test
  void a_letter_before_a_colon_is_a_drive_of_the_path() {
    run("-v x:/a");
    assertEquals("{\"x:/a\":{}}", inspect("{{json .Config.Volumes}}"));
  }
}
