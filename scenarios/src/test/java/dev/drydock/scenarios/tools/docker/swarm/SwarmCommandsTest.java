package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is asked of a swarm of two Docker hosts, 10.9.0.1 and 10.9.0.2, and what it answers.
class SwarmCommandsTest extends TypedSwarm {
  @BeforeEach
  void form() {
    SwarmOfTwo.form(lab);
  }

  private void createWeb() {
    ok("a$ docker network create -d overlay --attachable ov");
    ok("a$ docker service create -d --name web --replicas 2 --network ov -p 8080:80 nginx:1.24");
    pass(3);
  }

  @Test
  void a_service_is_described_in_words() {
    createWeb();
    String text = type("a$ docker service inspect --pretty web");
    assertTrue(
        text.endsWith(
            """
            Name:\t\tweb
            Service Mode:\tReplicated
             Replicas:\t2
            Placement:
            UpdateConfig:
             Parallelism:\t1
             On failure:\tpause
             Monitoring Period: 5s
             Max failure ratio: 0
             Update order:      stop-first
            RollbackConfig:
             Parallelism:\t1
             On failure:\tpause
             Monitoring Period: 5s
             Max failure ratio: 0
             Rollback order:    stop-first
            ContainerSpec:
             Image:\t\tnginx:1.24
             Init:\t\tfalse
            Resources:
            Networks: ov\s
            Endpoint Mode:\tvip
            Ports:
             PublishedPort = 8080
              Protocol = tcp
              TargetPort = 80
              PublishMode = ingress\s

            """),
        text);
  }

  @Test
  void a_node_is_described_in_words_and_as_fields() {
    ok("a$ docker node update --label-add disk=ssd b");
    String worker = type("a$ docker node inspect --pretty b");
    assertTrue(worker.contains("Labels:\n - disk=ssd\n"), worker);
    assertTrue(worker.contains(" State:\t\t\tReady\n Availability:         \tActive\n"), worker);
    assertFalse(worker.contains("Manager Status"), worker);
    String manager = type("a$ docker node inspect --pretty self");
    assertTrue(
        manager.contains(
            """
            Manager Status:
             Address:\t\t10.9.0.1:2377
             Raft Status:\t\tReachable
             Leader:\t\tYes
            """),
        manager);
    assertEquals(
        "worker 10.9.0.2 map[disk:ssd]\n",
        type("a$ docker node inspect -f '{{.Spec.Role}} {{.Status.Addr}} {{.Spec.Labels}}' b"));
    assertTrue(type("a$ docker node inspect nobody").contains("No such node: nobody"));
    assertEquals(1, lab.status());
  }

  @Test
  void the_tasks_of_one_node_are_listed() {
    createWeb();
    String here = type("a$ docker node ps");
    String there = type("a$ docker node ps b");
    assertEquals(2, here.lines().count(), here);
    assertEquals(2, there.lines().count(), there);
    assertTrue(here.matches("(?s).* web\\.[12] +nginx:1.24 +a +Running +Running .*"), here);
    assertTrue(there.matches("(?s).* web\\.[12] +nginx:1.24 +b +Running +Running .*"), there);
  }

  @Test
  void a_service_goes_back_to_what_it_was() {
    createWeb();
    String never = type("a$ docker service rollback -d web");
    assertTrue(never.contains("does not have a previous spec"), never);
    ok("a$ docker service update -d --image nginx:1.25 web");
    pass(8);
    assertEquals("web\n", type("a$ docker service rollback -d web"));
    pass(8);
    String tasks = type("a$ docker service ps web");
    assertEquals(2, tasks.split("nginx:1.24 .* Running +Running", -1).length - 1, tasks);
  }

  @Test
  void a_slot_keeps_five_tasks() {
    createWeb();
    for (int i = 0; i < 7; i++) {
      ok("a$ docker service update -d --force web");
      pass(8);
    }
    assertEquals(1 + 10, type("a$ docker service ps web").lines().count());
    assertEquals("Swarm updated.\n", type("a$ docker swarm update --task-history-limit 1"));
    ok("a$ docker service update -d --force web");
    pass(8);
    assertEquals(1 + 2, type("a$ docker service ps web").lines().count());
  }

  @Test
  void heartbeats_that_come_more_often_find_a_silent_node_sooner() {
    ok("a$ docker swarm update --dispatcher-heartbeat 1s");
    pass(7);
    ok("a$ iptables -A INPUT -p tcp --dport 2377 -j DROP");
    pass(6);
    assertTrue(type("a$ docker node ls").matches("(?s).*b +Down +Active.*"));
  }

  @Test
  void info_tells_of_the_cluster() {
    String manager = type("a$ docker info");
    assertTrue(
        manager.contains(
            """
              Managers: 1
              Nodes: 2
              Default Address Pool: 10.0.0.0/8\s\s
              SubnetSize: 24
              Data Path Port: 4789
              Orchestration:
               Task History Retention Limit: 5
            """),
        manager);
    assertTrue(manager.contains("   Heartbeat Period: 5 seconds\n"), manager);
    String worker = type("b$ docker info");
    assertTrue(
        worker.contains(
            """
              Is Manager: false
              Node Address: 10.9.0.2
              Manager Addresses:
               10.9.0.1:2377
            """),
        worker);
  }

  @Test
  void configs_and_secrets_are_kept_listed_and_removed() {
    ok("a$ echo hello > greeting");
    assertTrue(type("a$ docker config create c1 greeting").matches("[a-z0-9]{25}\n"));
    assertTrue(type("a$ echo 42 | docker secret create s1 -").matches("[a-z0-9]{25}\n"));
    assertTrue(type("a$ docker config create c1 greeting").contains("already exists"));
    assertTrue(type("a$ docker config ls").matches("(?s)ID .*[a-z0-9]{25} +c1 +.* ago +.* ago\n"));
    assertEquals(
        "[104 101 108 108 111 10]\n", type("a$ docker config inspect -f '{{.Spec.Data}}' c1"));
    assertFalse(type("a$ docker secret inspect s1").contains("Data"));
    assertEquals("s1\n", type("a$ docker secret rm s1"));
    assertEquals("Error: No such secret: s1\n", type("a$ docker secret rm s1"));
  }

  @Test
  void a_worker_changes_no_settings() {
    assertTrue(type("b$ docker swarm update --task-history-limit 1").contains("Worker nodes"));
  }

  @Test
  void logs_know_services_and_tasks() {
    createWeb();
    assertEquals("", type("a$ docker service logs web"));
    assertEquals("no such task or service: nope\n", type("a$ docker service logs nope"));
  }

  @Test
  void a_network_lists_the_services_of_all_nodes() {
    createWeb();
    ok("b$ docker run -d --name lone --network ov nginx");
    pass(1);
    String services =
        "{{with index .Services \"web\"}}{{.VIP}} {{len .Tasks}} {{.LocalLBIndex}}{{end}}";
    assertEquals("10.0.1.2 2 257\n", type("a$ docker network inspect -v -f '" + services + "' ov"));
    assertEquals(
        "[Target: 80, Publish: 8080]\n",
        type(
            "b$ docker network inspect -v -f '{{with index .Services \"web\"}}{{.Ports}}{{end}}'"
                + " ingress"));
    assertFalse(type("a$ docker network inspect ov").contains("LocalLBIndex"));
  }

  @Test
  void a_join_token_is_renewed() {
    String old = type("a$ docker swarm join-token -q worker");
    String shown = type("a$ docker swarm join-token --rotate worker");
    assertTrue(
        shown.startsWith("Successfully rotated worker join token.\n\nTo add a worker"), shown);
    assertFalse(shown.contains(old.strip()));
    ok("b$ docker swarm leave");
    String refused = type("b$ docker swarm join --token " + old.strip() + " 10.9.0.1:2377");
    assertTrue(refused.contains("A valid join token is necessary to join this cluster"), refused);
    ok("b$ docker swarm join --token $(ssh a docker swarm join-token -q worker) 10.9.0.1:2377");
  }

  @Test
  void services_tasks_and_nodes_are_inspected_by_their_ids() {
    createWeb();
    String format = " --format '{{.DesiredState}} {{.Status.State}} {{.NodeID}}' ";
    String task = type("a$ docker service ps -q web").lines().findFirst().orElseThrow();
    String shown = type("a$ docker inspect" + format + task);
    assertTrue(shown.matches("running running [a-z0-9]{25}\n"), shown);
    assertTrue(type("a$ docker inspect " + task).contains("\"Addresses\": [\n"));
    assertEquals("web\n", type("a$ docker inspect --format '{{.Spec.Name}}' web"));
    assertEquals("10.9.0.2\n", type("a$ docker inspect --type node -f '{{.Status.Addr}}' b"));
    assertTrue(type("b$ docker inspect web").contains("No such object: web"));
  }

  @Test
  void what_is_not_there_is_named_as_this_client_does() {
    assertEquals("Error: No such service: no\n", type("a$ docker service rm no"));
    assertEquals("no: Error: No such service: no\n", type("a$ docker service scale no=2"));
    assertEquals("Error: No such node: no\n", type("a$ docker node update --role worker no"));
    assertEquals(
        "Error: No such network: no\n", type("a$ docker service create --network no nginx"));
    ok("a$ docker service create -d --name all --mode global nginx");
    assertEquals(
        "all: scale can only be used with replicated or replicated-job mode\n",
        type("a$ docker service scale all=3"));
  }

  @Test
  void a_service_may_be_on_the_network_of_its_hosts() {
    ok("a$ docker service create -d --name plain --mode global --network host nginx");
    pass(1);
    assertEquals("200", type("a$ curl -s -o /dev/null -w '%{http_code}' http://10.9.0.2/"));
  }

  @Test
  void a_stack_tells_what_it_has_no_use_for() {
    ok("a$ docker network create lone");
    ok(
        "a$ printf 'version: \"3.8\"\\nservices:\\n"
            + "  web: { image: nginx, restart: always, container_name: w, networks: [out]"
            + " }\\nnetworks:\\n"
            + "  out: { external: true, name: lone }\\n' > s.yml");
    assertEquals(
        """
        Ignoring unsupported options: restart

        Ignoring deprecated options:

        container_name: Setting the container name is not supported.

        network "lone" is declared as external, but it is not in the right scope: "local" instead of "swarm"
        """,
        type("a$ docker stack deploy -c s.yml shop"));
  }

  @Test
  void a_service_has_aliases_on_a_network_and_words_about_its_tasks() {
    ok("a$ docker network create -d overlay --attachable ov");
    ok("a$ docker service create -d --name web --network name=ov,alias=www nginx");
    ok(
        "a$ docker service create -d --name words --restart-condition none"
            + " --hostname '{{.Node.Hostname}}-{{.Task.Slot}}' --env 'OF={{.Service.Name}}'"
            + " --constraint node.hostname==a busybox sh -c 'hostname; echo $OF {{.Other}}'");
    pass(2);
    String found = type("a$ docker run --rm --network ov busybox nslookup www");
    assertTrue(found.contains("Address: 10.0.1.2\n"), found);
    assertEquals("a-1\nwords {{.Other}}\n", type("a$ docker service logs --raw words"));
  }

  @Test
  void a_name_leads_to_tasks_alone_when_the_virtual_address_is_given_up() {
    createWeb();
    ok("a$ docker service update -d --publish-rm 80 --endpoint-mode dnsrr web");
    pass(10);
    String found = type("a$ docker run --rm --network ov busybox nslookup web");
    assertEquals(2, found.split("Address: 10.0.1.", -1).length - 1, found);
    assertFalse(found.contains("Address: 10.0.1.2\n"), found);
  }

  @Test
  void nodes_are_listed_by_role_and_name() {
    assertEquals("b\n", type("a$ docker node ls --filter role=worker --format '{{.Hostname}}'"));
    assertEquals("a\n", type("a$ docker node ls --filter name=a --format '{{.Hostname}}'"));
  }
}
