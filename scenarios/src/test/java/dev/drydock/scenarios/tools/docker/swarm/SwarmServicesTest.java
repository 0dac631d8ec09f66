package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.sim.Nanos;
import org.junit.jupiter.api.Test;

/// Services, stacks and the balancer of a swarm of two Docker hosts, 10.9.0.1 and 10.9.0.2.
class SwarmServicesTest extends TypedSwarm {
  private static final String DIGITS = "0123456789abcdef".repeat(4);

  @Test
  void an_update_replaces_tasks_one_after_the_other() {
    SwarmOfTwo.form(lab);
    ok("a$ docker service create -d --name web --replicas 2 nginx:1.24");
    pass(2);
    ok("a$ docker service update -d --image nginx:1.25 --publish-add 8080:80 web");
    pass(5);
    String tasks = type("a$ docker service ps web");
    assertEquals(2, tasks.split("nginx:1.25 .* Running +Running", -1).length - 1, tasks);
    assertEquals(
        2, tasks.split("_ web.. .*nginx:1.24 .* Shutdown +Shutdown", -1).length - 1, tasks);
    assertEquals(
        "200\n", type("b$ curl -s -o /dev/null -w '%{http_code}\\n' http://10.9.0.1:8080/"));
    ok("a$ docker service update -d --publish-rm 80 web");
    pass(5);
    assertFalse(type("b$ iptables -t nat -S DOCKER-INGRESS").contains("8080"));
  }

  @Test
  void an_image_without_a_digest_is_looked_for_by_the_manager_and_by_each_task() {
    SwarmOfTwo.form(lab);
    for (String machine : new String[] {"a", "b"}) {
      ok(machine + "$ sh -c 'echo nameserver 10.9.0.9 > /etc/resolv.conf'");
      ok(machine + "$ iptables -I OUTPUT -p udp --dport 53 -j REJECT");
    }
    ok("a$ docker service create -d --mode global --name own net sleep 1000");
    ok("a$ docker service create -d --name quiet --no-resolve-image nginx");
    pass(60);
    // Two names, two types, two attempts: 8 for the manager, 8 for each task.
    assertTrue(type("a$ iptables -nvL OUTPUT").contains("   16 "), type("a$ iptables -nvL OUTPUT"));
    assertTrue(type("b$ iptables -nvL OUTPUT").contains("    8 "), type("b$ iptables -nvL OUTPUT"));
  }

  /// Session of 20.10.24: what follows a task without an image has none either.
  @Test
  void a_task_whose_image_nobody_has_is_rejected() {
    SwarmOfTwo.form(lab);
    for (String machine : new String[] {"a", "b"}) {
      ok(machine + "$ sh -c 'echo nameserver 10.9.0.9 > /etc/resolv.conf'");
      ok(machine + "$ iptables -I OUTPUT -p udp --dport 53 -j REJECT");
    }
    ok("a$ docker service create -d --name ghost nosuch:1");
    ok("a$ docker service create -d --name elsewhere --restart-condition none example.com/a/b");
    ok("a$ docker service create -d --name digest --restart-condition none net@sha256:" + DIGITS);
    pass(12.5);
    String rows =
        "a$ docker service ps --no-trunc --format '{{.DesiredState}} {{.CurrentState}} {{.Error}}'"
            + " ";
    assertTrue(
        type(rows + "ghost")
            .matches(
                """
                Ready Rejected 2 seconds ago "No such image: nosuch:1"
                Shutdown Rejected 7 seconds ago "No such image: nosuch:1"
                Shutdown Rejected 1\\d seconds ago "No such image: nosuch:1"
                Shutdown Rejected 1\\d seconds ago "No such image: nosuch:1"
                """),
        type(rows + "ghost"));
    assertTrue(type(rows + "elsewhere").endsWith(" \"No such image: example.com/a/b:latest\"\n"));
    assertTrue(type(rows + "digest").contains(" \"No such image: net@sha256:0"));
    assertEquals("", type("a$ docker ps -aq"));
    assertTrue(type("a$ docker service ls").contains(" 0/1 "));
  }

  @Test
  void a_stack_is_deployed_listed_and_removed() {
    SwarmOfTwo.form(lab);
    ok(
        "a$ printf 'version: \"3.8\"\\nservices:\\n"
            + "  web:\\n"
            + "    image: nginx\\n"
            + "    ports: [\"8080:80\"]\\n' > stack.yml");
    ok("a$ printf '  api:\\n    image: nginx\\n    deploy: { mode: global }\\n' >> stack.yml");
    assertEquals(
        "Creating network shop_default\nCreating service shop_web\nCreating service shop_api\n",
        type("a$ docker stack deploy -c stack.yml shop"));
    pass(3);
    assertTrue(type("a$ docker stack ls").matches("(?s).*shop +2 +Swarm\\s*"));
    assertTrue(type("a$ docker stack services shop").matches("(?s).*shop_api +global +2/2 .*"));
    assertTrue(type("a$ docker stack ps shop").contains("shop_web.1"));
    assertTrue(type("a$ docker stack rm shop").contains("Removing network shop_default"));
    pass(4); // its tasks are to end first
    assertFalse(type("a$ docker network ls").contains("shop"));
  }

  @Test
  void the_balancer_forgets_a_connection_that_rests_for_900_seconds() {
    SwarmOfTwo.attachTwo(lab);
    ok(
        "a$ docker service create -d --name web --constraint node.hostname==a --network ov"
            + " nicolaka/netshoot");
    pass(3);
    String id = type("a$ docker network inspect -f '{{.Id}}' ov").strip().substring(0, 9);
    String list = "a$ nsenter --net=/var/run/docker/netns/lb_" + id + " ipvsadm -Ln";
    long start = lab.lab().loop().nowNanos();
    ok("a$ docker exec -d $(docker ps -q -f name=web) sh -c 'nc -lk 7000 > /tmp/got'");
    ok("a$ docker exec -d one sh -c 'printf \"one\\ntwo\\n\" | nc -i 950 web 7000'");
    lab.pass(start + (898 * Nanos.SECOND) - lab.lab().loop().nowNanos());
    String resting = type(list);
    assertTrue(resting.matches("(?s).*:0 +Masq +1 +1 +0 +\n"), resting);
    assertTrue(type("one@a$ netstat -tn").contains("ESTABLISHED"));

    lab.pass(start + (902 * Nanos.SECOND) - lab.lab().loop().nowNanos());

    String forgotten = type(list);
    assertTrue(forgotten.matches("(?s).*:0 +Masq +1 +0 +0 +\n"), forgotten);
    assertTrue(type("one@a$ netstat -tn").contains("ESTABLISHED"), "no end knows of it yet");
    pass(60);
    assertFalse(type("one@a$ netstat -tn").contains("ESTABLISHED"), "the next line was reset");
  }

  @Test
  void the_balancer_shows_its_connections_while_they_live() {
    SwarmOfTwo.attachTwo(lab);
    ok("a$ docker service create -d --name web --constraint node.hostname==a --network ov nginx");
    pass(3);
    String id = type("a$ docker network inspect -f '{{.Id}}' ov").strip().substring(0, 9);
    String list = "a$ nsenter --net=/var/run/docker/netns/lb_" + id + " ipvsadm -Ln";
    assertTrue(type(list).matches("(?s).*FWM +\\d+ rr\n +-> 10.0.1.\\d+:0 +Masq +1 +0 +0 +\n"));
    ok("one@a$ curl -s -o /dev/null http://web/");
    String closed = type(list);
    assertTrue(closed.matches("(?s).*:0 +Masq +1 +0 +1 +\n"), closed);
    assertTrue(type(list + " --stats").contains("InBytes OutBytes"));
    pass(130);
    assertTrue(type(list).matches("(?s).*:0 +Masq +1 +0 +0 +\n"));
  }

  private long running(String image) {
    return type("a$ docker service ps web")
        .lines()
        .filter(line -> line.matches(".* " + image + " .* Running +Running .*"))
        .count();
  }

  @Test
  void an_update_takes_so_many_slots_at_once_and_rests_after_each() {
    SwarmOfTwo.form(lab);
    ok(
        "a$ docker service create -d --name web --replicas 6 --update-parallelism 2"
            + " --update-delay 10s nginx:1.24");
    pass(2);
    ok("a$ docker service update -d --image nginx:1.25 web");
    pass(2);
    assertEquals(2, running("nginx:1.25"));
    pass(12);
    assertEquals(4, running("nginx:1.25"));
    assertEquals(2, running("nginx:1.24"));
    pass(12);
    assertEquals(6, running("nginx:1.25"));
    String text = type("a$ docker service inspect --pretty web");
    assertTrue(text.contains("UpdateConfig:\n Parallelism:\t2\n Delay:\t\t10s\n"), text);
  }

  @Test
  void an_update_that_starts_first_never_has_fewer_tasks() {
    SwarmOfTwo.attachTwo(lab);
    ok("a$ docker service create -d --name web --network ov --update-order start-first nginx:1.24");
    pass(2);
    ok("a$ docker service update -d --image nginx:1.25 web");
    for (int i = 0; i < 20; i++) {
      lab.pass(1_000_000L);
      assertTrue(running("nginx:1.24") + running("nginx:1.25") >= 1);
    }
    pass(2);
    assertEquals(1, running("nginx:1.25"));
    assertEquals(0, running("nginx:1.24"));
    assertTrue(type("a$ docker service update --update-order now web").contains("unrecognized"));
  }

  private void deploys(String image) {
    ok(
        "a$ printf 'version: \"3.8\"\nservices:\n  web:\n    image: %s\n    deploy:\n      replicas: 4\n' > stack.yml"
            .formatted(image)
            .replace("\n", "\\n"));
    ok("a$ printf '      update_config: { parallelism: 2, delay: 10s }\\n' >> stack.yml");
    ok("a$ docker stack deploy -c stack.yml shop");
  }

  private int tasksOf(String image) {
    String tasks = type("a$ docker service ps shop_web");
    return tasks.split(image + " .* Running +Running", -1).length - 1;
  }

  @Test
  void a_stack_is_updated_as_its_file_says() {
    SwarmOfTwo.form(lab);
    deploys("nginx:1.24");
    pass(3);
    deploys("nginx:1.25");
    pass(5);
    assertEquals(2, tasksOf("nginx:1.25"));
    pass(13);
    assertEquals(4, tasksOf("nginx:1.25"));
  }

  @Test
  void a_port_of_the_mesh_belongs_to_one_service() {
    SwarmOfTwo.form(lab);
    ok("a$ docker service create -d --name web -p 8080:80 nginx");
    String text = type("a$ docker service create -d --name other -p 8080:80 nginx");
    assertTrue(
        text.matches(
            "Error response from daemon: rpc error: code = InvalidArgument desc = port '8080' is"
                + " already in use by service 'web' \\([a-z0-9]{25}\\) as an ingress port\n"),
        text);
  }

  /// The command line asks for the tasks of the first node again with each further one.
  @Test
  void tasks_of_the_first_of_several_nodes_are_listed_again() {
    SwarmOfTwo.form(lab);
    ok("a$ docker service create -d --name all --mode global net sleep 1000");
    pass(1);
    assertEquals("a\na\nb\n", type("a$ docker node ps a b --format '{{.Node}}' | sort"));
  }

  @Test
  void the_environment_of_a_stack_is_sorted() {
    SwarmOfTwo.form(lab);
    ok(
        "a$ printf 'version: \"3\"\nservices:\n  x: { image: net, environment: { B: 1, A: 2 } }\n'"
            + " > st.yml");
    ok("a$ docker stack deploy -c st.yml st");
    assertEquals(
        "[A=2 B=1]\n",
        type("a$ docker service inspect -f '{{.Spec.TaskTemplate.ContainerSpec.Env}}' st_x"));
  }
}
