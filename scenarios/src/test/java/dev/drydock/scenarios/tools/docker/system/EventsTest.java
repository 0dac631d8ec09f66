package dev.drydock.scenarios.tools.docker.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// `docker events`, `info`, `version`, `wait` and the filters of listings.
class EventsTest {
  private final TypedLab lab = TypedLab.ofEngine("29");

  private String actions(String more) {
    return lab.type(
            "docker events --since 1h --until -1s --format '{{.Type}} {{.Action}}" + more + "'")
        .replace("\n", ", ");
  }

  @Test
  void events_tell_what_the_engine_did_in_its_order() {
    lab.with(
        "docker network create net",
        "docker run -d --name one --network net -l a=b busybox sleep 1000",
        "docker stop one",
        "docker rm one",
        "docker network rm net");
    assertEquals(
        "network create, container create, network connect, container start, container kill,"
            + " container kill, container die, network disconnect, container stop, container"
            + " destroy, network destroy, ",
        actions(""));
    String died = lab.type("docker events --since 1h --until -1s --filter event=die");
    assertTrue(
        died.matches(
            "2026-01-01T00:00:1\\d\\.\\d{9}Z container die [0-9a-f]{64} \\(a=b, execDuration=10,"
                + " exitCode=137, image=busybox, name=one\\)\n"),
        died);
  }

  /// Recorded with 20.10.24.
  @Test
  void the_oldest_does_not_tell_how_long_a_container_ran_and_tells_twice_who_leaves_a_network() {
    TypedLab old = TypedLab.ofEngine("20.10");
    old.with(
        "docker network create net",
        "docker run -d --name one busybox sleep 1000",
        "docker network connect net one",
        "docker network disconnect net one",
        "docker kill one");
    String format = " --format '{{.Action}} {{json .Actor.Attributes}}'";

    assertEquals(
        "die {\"exitCode\":\"137\",\"image\":\"busybox\",\"name\":\"one\"}\n",
        old.type("docker events --since 1h --until -1s --filter event=die" + format));
    assertEquals(
        "disconnect\ndisconnect\n",
        old.type(
            "docker events --since 1h --until -1s --filter network=net --filter event=disconnect"
                + " --format '{{.Action}}'"));
  }

  /// Recorded with 20.10.24.
  @Test
  void what_runs_in_the_background_of_a_container_ends_with_it() {
    lab.with(
        "docker run -d --name one busybox sleep 1000",
        "docker exec -d one true",
        "docker exec -d one sleep 100",
        "sleep 1",
        "docker cp one:/etc/hosts /tmp/",
        "docker cp /tmp/hosts one:/tmp/",
        "docker kill one");

    assertEquals(
        "create, start, exec_create: true , exec_start: true , exec_die, exec_create: sleep 100,"
            + " exec_start: sleep 100, archive-path, extract-to-dir, kill, exec_die, die, ",
        lab.type(
                "docker events --since 1h --until -1s --filter container=one"
                    + " --format '{{.Action}}'")
            .replace("\n", ", "));
    assertEquals(
        "0\n137\n",
        lab.type(
            "docker events --since 1h --until -1s --filter event=exec_die"
                + " --format '{{.Actor.Attributes.exitCode}}'"));
  }

  @Test
  void events_are_followed_until_the_time_is_over() {
    lab.with("docker events --until -5s --filter type=container > /tmp/seen &", "sleep 1");
    lab.with("docker run -d --name one busybox sleep 2", "sleep 10");
    assertEquals("3\n", lab.type("wc -l < /tmp/seen"));
    lab.type("docker events --filter nope");
    assertTrue(lab.status() > 0);
  }

  @Test
  void filters_mean_how_names_begin_and_formats_have_the_fields_of_messages() {
    lab.with(
        "docker network create web-net", "docker run -d --name web --network web-net -l a=b nginx");
    assertEquals("create, connect, ", acts("--filter network=web-n"));
    assertEquals("create, create, connect, start, ", acts("--filter container=we"));
    assertEquals("create, start, ", acts("--filter image=nginx --filter container=web"));
    assertEquals("", acts("--filter label=a=c"));
    assertEquals("create, start, ", acts("--filter label=a --filter nobody=knows"));
    assertEquals(
        "local web nginx\n",
        lab.type(
            "docker events --until -1s --filter event=start --format '{{.Scope}}"
                + " {{.Actor.Attributes.name}} {{index .Actor.Attributes \"image\"}}'"));
    assertEquals(
        "Error parsing format: template: :1:2: executing \"\" at <.Foo>: can't evaluate field Foo"
            + " in type *events.Message\n",
        lab.type("docker events --format '{{.Foo}}'"));
    assertEquals(64, lab.status());
    assertEquals(
        "Error response from daemon: `since` time (1767225602.000000000) cannot be after `until`"
            + " time (1767225601.000000000)\n",
        lab.type("docker events --since 1767225602 --until 1767225601"));
  }

  private String acts(String filters) {
    return lab.type("docker events --until -1s --format '{{.Action}}' " + filters)
        .replace("\n", ", ");
  }

  @Test
  void wait_ends_with_the_container() {
    lab.with("docker run -d --name one busybox sleep 5");
    assertEquals("0\n", lab.type("docker wait one"));
    assertEquals("one\n", lab.type("docker ps -a --filter exited=0 --format '{{.Names}}'"));
  }

  @Test
  void listings_are_filtered() {
    lab.with(
        "docker network create --label tier=back net",
        "docker run -d --name web -p 80:80 -p 81:81 -p 8080:90 nginx",
        "docker run -d --name web2 --network net nginx");
    String names = " --format '{{.Names}}'";
    assertEquals("web2\nweb\n", lab.type("docker ps --filter name=web" + names));
    assertEquals("web\n", lab.type("docker ps --filter name=^/web$" + names));
    assertEquals("web\n", lab.type("docker ps --filter publish=8000-8100" + names));
    assertEquals("web2\n", lab.type("docker ps --filter network=net" + names));
    assertEquals("web2\n", lab.type("docker ps --filter since=web" + names));
    assertEquals(
        "0.0.0.0:80-81->80-81/tcp, [::]:80-81->80-81/tcp, 0.0.0.0:8080->90/tcp,"
            + " [::]:8080->90/tcp\n",
        lab.type("docker ps --filter name=web$ --format '{{.Ports}}'"));
    String network = " --format '{{.Name}}'";
    assertEquals("net\n", lab.type("docker network ls --filter label=tier=back" + network));
    assertEquals("", lab.type("docker network ls --filter dangling=true" + network));
    assertEquals(
        "Error response from daemon: invalid filter 'foo'\n", lab.type("docker ps --filter foo=1"));
  }

  /// moby `daemon/list.go`, `foldFilter`; 20.10.24.
  @Test
  void a_listing_has_those_that_run_unless_it_is_asked_for_states() {
    lab.with(
        "docker run -d --name on -p 8080:80 nginx",
        "docker run -d --name off busybox false",
        "docker create --name new busybox");
    String names = " --format '{{.Names}}'";
    assertEquals("", lab.type("docker ps --filter since=on" + names));
    assertEquals("on\n", lab.type("docker ps --filter before=new" + names));
    assertEquals("off\non\n", lab.type("docker ps -a --filter before=new" + names));
    assertEquals("", lab.type("docker ps --filter exited=1" + names));
    assertEquals("off\n", lab.type("docker ps --filter status=exited" + names));
    String error = "Error response from daemon: ";
    assertEquals(
        error + "no such container nosuch\n", lab.type("docker ps --filter before=nosuch"));
    String ports = error + "error while looking up for publish ";
    assertEquals(
        ports + "x: strconv.ParseUint: parsing \"x\": invalid syntax\n",
        lab.type("docker ps --filter publish=x"));
    assertEquals(
        ports + "70000: strconv.ParseUint: parsing \"70000\": value out of range\n",
        lab.type("docker ps --filter publish=70000"));
    assertEquals(
        ports + "90-80: invalid range specified for port: 90-80\n",
        lab.type("docker ps --filter publish=90-80"));
    assertEquals(
        error + "filter for 'expose' should not contain ':': 80:80\n",
        lab.type("docker ps --filter expose=80:80"));
    try (TypedLab old = TypedLab.ofEngine("20.10")) {
      assertEquals(
          ports + ": Empty string specified for ports.\n", old.type("docker ps --filter publish="));
      assertEquals(
          ports + "90-80: Invalid range specified for the Port: 90-80\n",
          old.type("docker ps --filter publish=90-80"));
    }
  }

  @Test
  void info_counts_and_warns() {
    lab.with("docker run -d --name one busybox sleep 1000", "docker create busybox");
    assertEquals(
        "2 1 1 inactive 29.7.2\n",
        lab.type(
            "docker info -f '{{.Containers}} {{.ContainersRunning}} {{.ContainersStopped}}"
                + " {{.Swarm.LocalNodeState}} {{.ServerVersion}}'"));
    lab.with("sysctl -w net.ipv4.ip_forward=0");
    assertTrue(lab.type("docker info").contains("WARNING: IPv4 forwarding is disabled"));
  }

  @Test
  void links_follow_their_container_and_name_it_on_networks_of_the_user() {
    lab.with(
        "docker run -d --name db -e SIZE=9 -e UNSET redis",
        "docker run -d --name app --link db:store busybox sleep 1000",
        "docker rename db data");
    String env = lab.type("docker exec app env");
    assertTrue(env.contains("STORE_PORT_6379_TCP_ADDR=172.17.0.2\n"), env);
    assertTrue(env.contains("STORE_NAME=/app/store\n") && env.contains("STORE_ENV_SIZE=9\n"), env);
    assertTrue(lab.type("docker exec app cat /etc/hosts").contains("172.17.0.2\tstore "));
    lab.with(
        "docker network create net",
        "docker run -d --name peer --network net busybox sleep 1000",
        "docker run -d --name user --network net --link peer:buddy busybox sleep 1000",
        "docker exec user ping -c 1 buddy");
    lab.type("docker exec peer ping -c 1 buddy");
    assertEquals(1, lab.status());
  }

  @Test
  void a_time_before_now_is_meant_in_whole_seconds() {
    lab.with("sleep 0.2", "docker network create net");

    assertEquals("", lab.type("docker events --since 1h --until 0s"));
    assertTrue(lab.type("sleep 1; docker events --since 1h --until 0s").contains(" create "));
  }
}
