package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What of a service is refused, and in which words: two runs of one session of Docker 20.10.24 on
/// two hosts.
class ServiceRefusalsTest extends TypedSwarm {
  @BeforeEach
  void form() {
    SwarmOfTwo.form(lab);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--update-delay -1s | TaskSpec: update-delay cannot be negative",
        "--update-monitor -1s | TaskSpec: update-monitor cannot be negative",
        "--restart-delay -1s | TaskSpec: restart-delay cannot be negative",
        "--restart-window -1s | TaskSpec: restart-window cannot be negative",
        "--mount target=/a --mount target=/a | ContainerSpec: duplicate mount point: /a",
        "--network ingress | Service cannot be explicitly attached to the ingress network"
            + " \"ingress\"",
      })
  void managers_check_what_is_asked_for(String options, String why) {
    assertEquals(
        "Error response from daemon: rpc error: code = InvalidArgument desc = " + why + "\n",
        type("a$ docker service create -d --name x " + options + " net"));
    assertEquals("", type("a$ docker service ls -q"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--generic-resource a | --generic-resource"
            + " | invalid generic-resource format `a` expected `name=value`",
        "--credential-spec a | --credential-spec | invalid credential spec: value must be prefixed"
            + " with \"config://\", \"file://\", or \"registry://\"",
        "--label =a | -l, --label | invalid label '=a': empty name",
        "--env =a | -e, --env | invalid environment variable: =a",
      })
  void the_command_line_checks_what_it_reads(String options, String option, String why) {
    String typed = options.substring(options.indexOf(' ') + 1);
    assertEquals(
        "invalid argument \"%s\" for \"%s\" flag: %s\n".formatted(typed, option, why)
            + "See 'docker service create --help'.\n",
        type("a$ docker service create -d --name x " + options + " net"));
  }

  @Test
  void constraints_need_a_value() {
    assertEquals(
        "Error response from daemon: rpc error: code = Unknown desc = value '' is invalid\n",
        type("a$ docker service create -d --constraint node.role== net"));
  }

  @Test
  void a_mount_has_a_known_type() {
    assertEquals(
        "Error response from daemon: invalid MountType: \"foo\"\n",
        type("a$ docker service create -d --mount type=foo,target=/a net"));
  }

  @Test
  void images_are_written_in_small_letters() {
    assertEquals(
        "Error response from daemon: rpc error: code = InvalidArgument desc = ContainerSpec:"
            + " \"BAD/Image:x\" is not a valid repository/tag\n",
        type("a$ docker service create -d BAD/Image:x"));
  }

  @Test
  void a_missing_file_of_variables_is_named_alone() {
    assertEquals(
        "open /none: no such file or directory\n",
        type("a$ docker service create -d --env-file /none net"));
  }

  @Test
  void ports_of_the_mesh_stay_in_the_way_of_names_that_answer_by_tasks() {
    ok("a$ docker service create -d --name web -p 8080:80 net sleep 1000");
    assertEquals(
        "Error response from daemon: rpc error: code = InvalidArgument desc = EndpointSpec: port"
            + " published with ingress mode can't be used with dnsrr mode\n",
        type("a$ docker service update -d --endpoint-mode dnsrr web"));
  }

  @Test
  void nobody_checks_the_ratio_of_rollbacks() {
    ok("a$ docker service create -d --rollback-max-failure-ratio 2 net sleep 1000");
    assertTrue(
        type("a$ docker service create -d --update-max-failure-ratio 2 net")
            .contains("update-maxfailureratio cannot be less than 0 or bigger than 1"));
  }

  @Test
  void tasks_are_listed_by_nodes_and_states_that_there_are() {
    ok("a$ docker service create -d --name web --mode global net sleep 1000");
    pass(3);
    assertEquals(
        "Error response from daemon: node none not found\n",
        type("a$ docker service ps --filter node=none web"));
    assertEquals(
        "Error response from daemon: Invalid desired-state filter: 'none'\n",
        type("a$ docker service ps --filter desired-state=none web"));
    assertEquals("a\n", type("a$ docker service ps --filter node=self --format '{{.Node}}' web"));
    assertEquals("", type("a$ docker service ps -q --filter desired-state=accepted web"));
  }

  @Test
  void nodes_are_listed_by_roles_that_there_are() {
    assertEquals(
        "Error response from daemon: Invalid role filter: 'boss'\n",
        type("a$ docker node ls --filter role=boss"));
    assertEquals("b\n", type("a$ docker node ls --filter role=Worker --format '{{.Hostname}}'"));
    assertEquals(
        "HOSTNAME   TLS STATUS\na          Ready\nb          Ready\n",
        type("a$ docker node ls --format 'table {{.Hostname}}\\t{{.TLSStatus}}'"));
  }

  @Test
  void tokens_are_of_two_roles() {
    assertEquals("unknown role boss\n", type("a$ docker swarm join-token boss"));
  }

  @Test
  void an_update_of_nothing_shows_what_there_is() {
    String help = type("a$ docker swarm update");
    assertEquals(type("a$ docker swarm update --help"), help);
    assertTrue(help.contains("--task-history-limit"));
  }

  @Test
  void other_authorities_are_read_at_once() {
    assertEquals(
        "invalid argument \"bad\" for \"--external-ca\" flag: invalid field 'bad' must be a"
            + " key=value pair\nSee 'docker swarm ca --help'.\n",
        type("a$ docker swarm ca --external-ca bad"));
  }

  @Test
  void what_is_set_is_shown() {
    ok("a$ docker swarm update --cert-expiry 720h --max-snapshots 3 --snapshot-interval 500");
    ok("a$ docker swarm update --task-history-limit 2");
    assertEquals(
        """
        Snapshot Interval: 500
        Number of Old Snapshots to Retain: 3
        Expiry Duration: 4 weeks
        """,
        type("a$ docker info | grep -E 'Snapshot|Expiry' | sed 's/^ *//'"));
  }

  @Test
  void a_variable_without_a_value_is_none_in_the_container() {
    ok("a$ docker service create -d --name web --mode global -e A=1 -e B net sleep 1000");
    pass(3);
    assertEquals("A=1\n", type("a$ docker exec $(docker ps -q) env | grep -E '^[AB]'"));
  }
}
