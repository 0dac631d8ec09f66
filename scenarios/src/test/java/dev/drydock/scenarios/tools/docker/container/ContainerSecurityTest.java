package dev.drydock.scenarios.tools.docker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Rights and settings of containers that are told or refused. Words and statuses are those of
/// sessions of 20.10.24, 26.1.5 and 28.5.2 with runc 1.1.
class ContainerSecurityTest {
  private static final String INSPECT =
      "docker inspect -f '{{json .HostConfig.CapAdd}} {{json .HostConfig.CapDrop}}"
          + " {{json .HostConfig.SecurityOpt}} {{.HostConfig.ReadonlyRootfs}}' one";
  private static final String CREATE =
      "docker create --name one --cap-add sys_time --cap-add net_admin --cap-add CAP_SYS_TIME"
          + " --cap-drop mknod --read-only --security-opt no-new-privileges net";

  @Test
  void the_command_line_of_28_sends_capabilities_in_full_and_in_order() {
    TypedLab lab = TypedLab.ofEngine("28.5").with(CREATE);
    assertEquals(
        "[\"CAP_NET_ADMIN\",\"CAP_SYS_TIME\"] [\"CAP_MKNOD\"] [\"no-new-privileges\"] true\n",
        lab.type(INSPECT));
    lab.with("docker rm one", "docker create --name one --cap-add all --cap-add kill net");
    assertEquals("[\"ALL\",\"CAP_KILL\"] null null false\n", lab.type(INSPECT));
  }

  @Test
  void older_ones_send_them_as_typed() {
    TypedLab lab = TypedLab.ofEngine("26.1").with(CREATE);
    assertEquals(
        "[\"sys_time\",\"net_admin\",\"CAP_SYS_TIME\"] [\"mknod\"] [\"no-new-privileges\"] true\n",
        lab.type(INSPECT));
  }

  @Test
  void a_privileged_container_has_no_label_and_no_hidden_paths() {
    TypedLab lab = TypedLab.start();
    lab.with("docker create --name one --privileged --security-opt no-new-privileges net");
    assertEquals("null null [\"no-new-privileges\",\"label=disable\"] false\n", lab.type(INSPECT));
    assertEquals(
        "null null\n",
        lab.type(
            "docker inspect -f '{{json .HostConfig.MaskedPaths}} {{json"
                + " .HostConfig.ReadonlyPaths}}' one"));
  }

  @Test
  void options_of_security_that_nobody_knows_are_refused() {
    TypedLab lab = TypedLab.start();
    assertEquals(
        "docker: Invalid --security-opt: \"nosuch\".\nSee 'docker run --help'.\n",
        lab.type("docker run --security-opt nosuch net true"));
    assertEquals(125, lab.status());
    for (String option : new String[] {"foo=bar", "no-new-privileges:maybe"}) {
      assertTrue(
          lab.type("docker run --security-opt " + option + " net true")
              .startsWith(
                  "docker: Error response from daemon: invalid --security-opt 2: \"%s\".\n"
                      .formatted(option)),
          option);
      assertEquals(125, lab.status(), option);
    }
  }

  private static void refused(String setting, String why, int status) {
    TypedLab lab = TypedLab.start();
    assertEquals(
        "docker: Error response from daemon: failed to create shim task: OCI runtime create failed:"
            + " runc create failed: "
            + why
            + ": unknown.\n",
        lab.type("docker run -d " + setting + " net true").replaceFirst("^[0-9a-f]{64}\n", ""));
    assertEquals(status, lab.status());
  }

  @Test
  void settings_of_the_machine_are_not_a_containers_to_write() {
    String init = "unable to start container process: error during container init: ";
    refused(
        "--sysctl net.core.rmem_max=100000",
        init + "open /proc/sys/net/core/rmem_max: permission denied",
        126);
    refused(
        "--sysctl net.ipv4.tcp_mem=1",
        init + "open /proc/sys/net/ipv4/tcp_mem: no such file or directory",
        127);
    refused(
        "--sysctl net.ipv4.tcp_syncookies=abc",
        init + "write /proc/sys/net/ipv4/tcp_syncookies: invalid argument",
        125);
    refused(
        "--network host --sysctl net.core.somaxconn=1",
        "sysctl \"net.core.somaxconn\" not allowed in host network namespace",
        125);
  }

  @Test
  void a_refused_setting_leaves_the_container_created() {
    TypedLab lab = TypedLab.ofEngine("28.5");
    lab.type("docker run -d --name one --sysctl net.core.rmem_max=1 net sleep 10");
    assertEquals(126, lab.status());
    assertTrue(
        lab.type("docker inspect -f '{{.State.Status}} {{.State.ExitCode}} {{.State.Error}}' one")
            .startsWith("created 126 failed to create task for container: "));
    assertEquals("", lab.type("ip -br link show type veth"));
  }

  @Test
  void a_setting_of_an_interface_is_written_when_that_is_there() {
    String sysctl = "--sysctl net.ipv4.conf.eth0.rp_filter=2";
    String read = " net cat /proc/sys/net/ipv4/conf/eth0/rp_filter";
    assertEquals("2\n", TypedLab.start().type("docker run --rm " + sysctl + read));
    assertTrue(
        TypedLab.ofEngine("28.5")
            .type("docker run --rm " + sysctl + read)
            .startsWith(
                "docker: Error response from daemon: interface specific sysctl setting"
                    + " \"net.ipv4.conf.eth0.rp_filter\" must be supplied using driver option"
                    + " 'com.docker.network.endpoint.sysctls'\n"));
  }

  @Test
  void of_several_numbers_the_first_may_be_written_alone() {
    assertEquals(
        "1\t131072\t6291456\n",
        TypedLab.start()
            .type(
                "docker run --rm --sysctl net.ipv4.tcp_rmem=1 net cat"
                    + " /proc/sys/net/ipv4/tcp_rmem"));
  }

  @Test
  void settings_of_no_namespace_are_refused_by_the_command_line() {
    TypedLab lab = TypedLab.start();
    assertTrue(
        lab.type("docker run --sysctl vm.swappiness=1 net true")
            .startsWith(
                "invalid argument \"vm.swappiness=1\" for \"--sysctl\" flag: sysctl"
                    + " 'vm.swappiness=1' is not whitelisted\n"));
    assertEquals(125, lab.status());
    lab.with("docker run --rm --sysctl kernel.shmmax=1 net true");
  }

  @Test
  void a_mistyped_setting_is_not_there() {
    TypedLab lab = TypedLab.start();
    assertEquals(
        "sysctl: cannot stat /proc/sys/net/ipv4/ip_foward: No such file or directory\n",
        lab.type("sysctl -w net.ipv4.ip_foward=1"));
    assertEquals(1, lab.status());
    assertEquals("4096\n", lab.type("sysctl -n net.core.somaxconn"));
    assertEquals(
        "sysctl: setting key \"net.ipv4.ip_forward\": Invalid argument\n",
        lab.type("sysctl -w net.ipv4.ip_forward=abc"));
  }
}
