package dev.drydock.scenarios.tools.docker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What is refused of options that the network does not depend on, in words that Docker 20.10.24
/// was seen to print.
class RunOptionsTest {
  private final TypedLab lab = TypedLab.ofEngine("20.10").with();

  private void refuses(String options, String why) {
    String said = lab.type("docker run " + options + " busybox true");
    assertEquals(why + "\nSee 'docker run --help'.\n", said);
    assertEquals(125, lab.status());
    assertEquals("", lab.type("docker ps -aq"));
  }

  @Test
  void the_command_line_refuses_values() {
    String head = "invalid argument \"%s\" for \"%s\" flag: ";
    refuses("--shm-size 1q", head.formatted("1q", "--shm-size") + "invalid size: '1q'");
    refuses("-m 1q", head.formatted("1q", "-m, --memory") + "invalid size: '1q'");
    refuses("-m -1", head.formatted("-1", "-m, --memory") + "invalid size: '-1'");
    refuses("--ulimit bad", head.formatted("bad", "--ulimit") + "invalid ulimit argument: bad");
    refuses("-l =c", head.formatted("=c", "-l, --label") + "invalid label '=c': empty name");
    refuses(
        "--sig-proxy=maybe",
        head.formatted("maybe", "--sig-proxy")
            + "strconv.ParseBool: parsing \"maybe\": invalid syntax");
    refuses(
        "--cpu-shares x",
        head.formatted("x", "-c, --cpu-shares")
            + "strconv.ParseInt: parsing \"x\": invalid syntax");
  }

  @Test
  void the_command_line_refuses_what_it_understands() {
    refuses("--pid nosuch", "docker: --pid: invalid PID mode.");
    refuses("--uts nosuch", "docker: --uts: invalid UTS mode.");
    refuses("--userns nosuch", "docker: --userns: invalid USER mode.");
    refuses(
        "--memory-swappiness 200",
        "docker: invalid value: 200. Valid memory swappiness range is 0-100.");
    refuses(
        "--expose abc",
        "docker: invalid range format for --expose: abc, error: strconv.ParseUint: parsing"
            + " \"abc\": invalid syntax.");
    refuses("--restart on-failure:x", "docker: maximum retry count must be an integer.");
    assertEquals(
        "Conflicting options: -a and -d\n", lab.type("docker run -d -a stdout busybox true"));
    assertEquals(1, lab.status());
  }

  @Test
  void images_have_a_grammar() {
    String see = ".\nSee 'docker run --help'.\n";
    assertEquals(
        "docker: invalid reference format: repository name must be lowercase" + see,
        lab.type("docker run NoSuchImage true"));
    assertEquals("docker: invalid reference format" + see, lab.type("docker run a:b:c true"));
    assertEquals(125, lab.status());
  }

  @Test
  void the_engine_refuses_what_it_cannot_do() {
    String head = "docker: Error response from daemon: ";
    refuses("-m 1k", head + "Minimum memory limit allowed is 6MB.");
    refuses(
        "--log-driver nosuch",
        head + "error looking up logging plugin nosuch: plugin \"nosuch\" not found.");
    refuses("--isolation x", head + "Invalid isolation: \"x\" - linux only supports 'default'.");
    refuses("--runtime nosuch", head + "Unknown runtime specified nosuch.");
    refuses("--pid container:nosuch", head + "No such container: nosuch.");
    refuses(
        "--oom-score-adj 2000",
        head + "Invalid value 2000, range for oom score adj is [-1000, 1000].");
    refuses("--uts host --hostname x", head + "conflicting options: hostname and the UTS mode.");
  }

  @Test
  void what_is_fine_is_taken() {
    lab.type(
        "docker run -d -m 64m --cpus 1.5 --ulimit nofile=1024:2048 --log-driver syslog --pid host"
            + " --shm-size 1g --memory-swap -1 --uts host --name one busybox sleep 99");
    assertEquals(0, lab.status());
    assertEquals(lab.type("hostname"), lab.type("docker exec one hostname"));
  }

  @Test
  void the_last_containers_are_counted() {
    lab.with("docker run -d --name one busybox sleep 99", "docker run --name two busybox true");
    assertEquals("two\none\n", lab.type("docker ps -n 2 --format '{{.Names}}'"));
    assertEquals("one\n", lab.type("docker ps -n -3 --format '{{.Names}}'"));
    assertEquals(
        "invalid argument \"x\" for \"-n, --last\" flag: strconv.ParseInt: parsing \"x\": invalid"
            + " syntax\nSee 'docker ps --help'.\n",
        lab.type("docker ps -n x"));
    assertEquals(
        "invalid argument \"bad\" for \"-f, --filter\" flag: bad format of filter (expected"
            + " name=value)\nSee 'docker ps --help'.\n",
        lab.type("docker ps -f bad"));
  }
}
