package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What services say of mounts, limits, users and logs: the expected texts are those that Docker
/// 20.10.24 printed for the same options.
class ServiceSurroundingsTest extends TypedSwarm {
  private static final String OPTIONS =
      "--limit-memory 64M --limit-cpu 0.5 --limit-pids 100 --reserve-cpu 0.1 --reserve-memory 16M"
          + " --mount type=volume,source=data,target=/data,volume-label=q=1"
          + " --mount type=tmpfs,target=/scratch,tmpfs-size=1000000"
          + " --mount type=bind,source=/tmp,target=/host,readonly"
          + " --log-driver json-file --log-opt max-size=1m --user root --workdir /tmp --group 5"
          + " --read-only --cap-add NET_ADMIN --cap-drop MKNOD --ulimit nofile=100:200 --tty";

  private String spec(String path) {
    return type("a$ docker service inspect -f '{{json .Spec.TaskTemplate" + path + "}}' full");
  }

  @BeforeEach
  void form() {
    SwarmOfTwo.form(lab);
    ok(
        "a$ docker service create -d --name full --constraint node.role==worker "
            + OPTIONS
            + " net");
  }

  @Test
  void mounts_and_limits_are_inspected_as_they_were_asked_for() {
    assertEquals(
        "[{\"Type\":\"volume\",\"Source\":\"data\",\"Target\":\"/data\",\"VolumeOptions\":{"
            + "\"Labels\":{\"q\":\"1\"},\"DriverConfig\":{}}},"
            + "{\"Type\":\"tmpfs\",\"Target\":\"/scratch\",\"TmpfsOptions\":{"
            + "\"SizeBytes\":1000000}},"
            + "{\"Type\":\"bind\",\"Source\":\"/tmp\",\"Target\":\"/host\",\"ReadOnly\":true}]\n",
        spec(".ContainerSpec.Mounts"));
    assertEquals(
        "{\"Limits\":{\"NanoCPUs\":500000000,\"MemoryBytes\":67108864,\"Pids\":100},"
            + "\"Reservations\":{\"NanoCPUs\":100000000,\"MemoryBytes\":16777216}}\n",
        spec(".Resources"));
    assertEquals(
        "{\"Name\":\"json-file\",\"Options\":{\"max-size\":\"1m\"}}\n", spec(".LogDriver"));
    assertEquals(
        "{\"Image\":\"net:latest\",\"Dir\":\"/tmp\",\"User\":\"root\",\"Groups\":[\"5\"],"
            + "\"Init\":false,\"TTY\":true,\"ReadOnly\":true,",
        spec(".ContainerSpec").split("\"Mounts\"", 2)[0]);
    assertTrue(
        spec(".ContainerSpec")
            .endsWith(
                "\"CapabilityAdd\":[\"CAP_NET_ADMIN\"],\"CapabilityDrop\":[\"CAP_MKNOD\"],"
                    + "\"Ulimits\":[{\"Name\":\"nofile\",\"Hard\":200,\"Soft\":100}]}\n"));
  }

  @Test
  void the_pretty_view_tells_of_them() {
    String shown = type("a$ docker service inspect --pretty full");
    String expected =
        """
         Dir:\t\t/tmp
         Init:\t\tfalse
         User: root
        Capabilities:
         Add: CAP_NET_ADMIN
         Drop: CAP_MKNOD
        Ulimits:
         nofile: 100:200
        Mounts:
         Target:\t/data
          Source:\tdata
          ReadOnly:\tfalse
          Type:\t\tvolume
         Target:\t/scratch
          Source:\t
          ReadOnly:\tfalse
          Type:\t\ttmpfs
         Target:\t/host
          Source:\t/tmp
          ReadOnly:\ttrue
          Type:\t\tbind
        Log Driver:
         Name:\t\tjson-file
         LogOpts:
          max-size:       1m

        Resources:
         Reservations:
          CPU:\t\t0.1
          Memory:\t16MiB
         Limits:
          CPU:\t\t0.5
          Memory:\t64MiB
          PIDs:\t\t100
        Endpoint Mode:\tvip
        """;
    assertEquals(expected, shown.substring(shown.indexOf(" Dir:"), shown.length() - 1));
  }

  @Test
  void an_update_replaces_mounts_by_target_and_sorts_what_it_changes() {
    ok(
        "a$ docker service update -d --mount-rm /scratch --mount-add source=more,target=/data"
            + " --limit-memory 0 --cap-add MKNOD --constraint-add node.hostname==b full");
    assertEquals(
        "[{\"Type\":\"bind\",\"Source\":\"/tmp\",\"Target\":\"/host\",\"ReadOnly\":true},"
            + "{\"Type\":\"volume\",\"Source\":\"more\",\"Target\":\"/data\"}]\n",
        spec(".ContainerSpec.Mounts"));
    assertEquals("{\"NanoCPUs\":500000000,\"Pids\":100}\n", spec(".Resources.Limits"));
    assertEquals("[\"node.hostname==b\",\"node.role==worker\"]\n", spec(".Placement.Constraints"));
    assertTrue(
        spec(".ContainerSpec").contains("\"CapabilityAdd\":[\"CAP_NET_ADMIN\"],\"Ulimits\""));
  }

  @Test
  void a_volume_is_made_where_the_task_is_and_keeps_its_label() {
    pass(1);
    assertEquals("", type("a$ docker volume ls -q"));
    assertEquals(
        "data map[q:1]\n", type("b$ docker volume inspect -f '{{.Name}} {{.Labels}}' data"));
  }

  @Test
  void what_is_no_mount_and_no_size_is_refused() {
    assertEquals(
        "invalid argument \"source=x\" for \"--mount\" flag: target is required\n",
        first("--mount source=x"));
    assertEquals(
        "invalid argument \"type=bind,target=/x,tmpfs-size=1\" for \"--mount\" flag: cannot mix"
            + " 'tmpfs-*' options with mount type 'bind'\n",
        first("--mount type=bind,target=/x,tmpfs-size=1"));
    assertEquals(
        "invalid argument \"x\" for \"--limit-memory\" flag: invalid size: 'x'\n",
        first("--limit-memory x"));
    assertEquals(
        "Error response from daemon: rpc error: code = InvalidArgument desc = invalid memory value"
            + " 1024: Must be at least 4MiB\n",
        first("--limit-memory 1k"));
  }

  private String first(String options) {
    String shown = type("a$ docker service create -d " + options + " net");
    return shown.substring(0, shown.indexOf('\n') + 1);
  }

  @Test
  void a_stack_says_what_its_file_says() {
    ok(
        "a$ printf 'version: \"3.8\"\\nservices:\\n  db:\\n    image: net\\n    user: \"7\"\\n"
            + "    volumes: [\"data:/data:ro\", \"/tmp:/host\"]\\n    deploy:\\n      resources:\\n"
            + "        limits: {cpus: \"0.5\", memory: 64M}\\nvolumes: {data: {}}\\n' > st.yml");
    ok("a$ docker stack deploy -c st.yml shop");
    String path = "a$ docker service inspect shop_db -f '{{json .Spec.TaskTemplate";
    assertEquals(
        "{\"Limits\":{\"NanoCPUs\":500000000,\"MemoryBytes\":67108864}}\n",
        type(path + ".Resources}}'"));
    assertEquals(
        "[{\"Type\":\"volume\",\"Source\":\"shop_data\",\"Target\":\"/data\",\"ReadOnly\":true,"
            + "\"VolumeOptions\":{\"Labels\":{\"com.docker.stack.namespace\":\"shop\"}}},"
            + "{\"Type\":\"bind\",\"Source\":\"/tmp\",\"Target\":\"/host\"}]\n",
        type(path + ".ContainerSpec.Mounts}}'"));
  }

  private String places(String service) {
    return type(
        "a$ docker service ps --no-trunc --format '{{.Node}} {{.CurrentState}} {{.Error}}' "
            + service
            + " | sed 's/ [0-9a-z ]* ago//'");
  }

  /// As Docker 20.10.24 and 28.5.2 say it.
  @Test
  void a_task_waits_while_no_node_has_what_is_to_be_kept_for_it() {
    ok("a$ docker service create -d --name big --reserve-memory 900G net sleep 1000");
    pass(1);
    assertEquals(
        " Pending \"no suitable node (insufficient resources on 2 nodes)\"\n", places("big"));
    ok("a$ docker service update -d --reserve-memory 1G big");
    pass(1);
    assertTrue(places("big").contains("Running"), places("big"));
  }

  @Test
  void what_is_kept_for_other_tasks_is_taken_until_those_have_ended() {
    ok("a$ docker service create -d --name half --replicas 3 --reserve-cpu 1.5 net sleep 1000");
    pass(1);
    assertTrue(
        places("half").contains(" Pending \"no suitable node (insufficient resources on 2 nodes)"),
        places("half"));
    ok("a$ docker service rm full");
    ok("a$ docker service create -d --name glo --mode global --reserve-cpu 1 net sleep 1000");
    pass(3);
    assertTrue(
        places("glo").contains("Pending \"insufficient resources on 1 node\""), places("glo"));
    ok("a$ docker service rm half");
    pass(15);
    assertTrue(!places("glo").contains("Pending"), places("glo"));
  }

  private String inContainer(String path) {
    return type("b$ docker inspect -f '" + path + "' $(docker ps -q --filter name=full)");
  }

  @Test
  void the_container_of_a_task_shows_limits_and_mounts_as_the_agent_asked_for_them() {
    pass(1);
    assertEquals(
        "67108864 134217728 500000000 100 default false\n",
        inContainer(
            "{{with .HostConfig}}{{.Memory}} {{.MemorySwap}} {{.NanoCpus}} {{.PidsLimit}}"
                + " {{.NetworkMode}} {{.Init}}{{end}}"));
    assertEquals(
        "{\"Name\":\"\",\"MaximumRetryCount\":0} null [\"5\"]"
            + " [{\"Name\":\"nofile\",\"Hard\":200,\"Soft\":100}] root /tmp\n",
        inContainer(
            "{{json .HostConfig.RestartPolicy}} {{json .HostConfig.Dns}}"
                + " {{json .HostConfig.GroupAdd}} {{json .HostConfig.Ulimits}} {{.Config.User}}"
                + " {{.Config.WorkingDir}}"));
    assertEquals(
        """
        volume data /var/lib/docker/volumes/data/_data /data local z true\s
        tmpfs   /scratch   true\s
        bind  /tmp /host   false rprivate

        """,
        inContainer(
            "{{range .Mounts}}{{.Type}} {{.Name}} {{.Source}} {{.Destination}} {{.Driver}}"
                + " {{.Mode}} {{.RW}} {{.Propagation}}{{println}}{{end}}"));
  }
}
