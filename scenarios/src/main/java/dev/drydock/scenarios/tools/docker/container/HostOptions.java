package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.scenarios.tools.docker.client.ByteSize;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.List;

/// Options of `docker run` that have no effect on the network: what a container may use of its
/// host. The engine refuses what it would refuse (moby `daemon/daemon_unix.go`,
/// `verifyPlatformContainerSettings`; words seen with 20.10.24).
final class HostOptions {
  /// Options that take a number of bytes.
  static final List<String> SIZES =
      List.of("memory", "memory-swap", "memory-reservation", "shm-size");

  /// Options that take a number.
  static final List<String> NUMBERS =
      List.of(
          "cpu-shares",
          "cpu-quota",
          "cpu-period",
          "pids-limit",
          "oom-score-adj",
          "memory-swappiness");

  private static final String[] OTHERS = {
    "cpus",
    "cpuset-cpus",
    "cpuset-mems",
    "platform",
    "pull",
    "log-driver",
    "log-opt",
    "ulimit",
    "device",
    "device-cgroup-rule",
    "blkio-weight",
    "pid",
    "ipc",
    "uts",
    "userns",
    "cgroupns",
    "cgroup-parent",
    "runtime",
    "isolation",
    "cidfile",
    "gpus",
    "group-add",
    "storage-opt",
    "annotation",
    "detach-keys",
    "a|attach",
    "label-file"
  };

  private static final String LOG_DRIVERS =
      "|none|local|json-file|syslog|journald|gelf|fluentd|awslogs|splunk|gcplogs|logentries";

  private static final String RUNTIMES = "|runc|io\\.containerd\\..*";
  private static final long LEAST_MEMORY = 6 << 20;
  private static final int OOM_SCORE_MAX = 1000;

  private final Flags.Given given;

  HostOptions(Flags.Given given) {
    this.given = given;
  }

  /// Adds them to the options of a verb.
  static Flags addTo(Flags flags) {
    flags.values("m|memory", "c|cpu-shares");
    SIZES.stream().filter(name -> !name.equals("memory")).forEach(flags::values);
    NUMBERS.stream().filter(name -> !name.equals("cpu-shares")).forEach(flags::values);
    return flags.values(OTHERS).switches("oom-kill-disable");
  }

  /// Refuses what this engine would refuse.
  ///
  /// @throws EngineException in its words
  void check(Engine engine) {
    for (String option : List.of("pid", "ipc")) {
      String mode = given.last(option, "");
      if (mode.startsWith("container:")) {
        engine.containers().get(mode.substring("container:".length()));
      }
    }
    boolean sharesName = given.last("uts", "").equals("host");
    refuse(
        sharesName && !given.last("hostname", "").isEmpty(),
        "conflicting options: hostname and the UTS mode");
    checkAmounts();
    String driver = given.last("log-driver", "");
    refuse(
        !driver.matches(LOG_DRIVERS),
        "error looking up logging plugin %1$s: plugin \"%1$s\" not found".formatted(driver));
    String isolation = given.last("isolation", "");
    refuse(
        !isolation.matches("|default"),
        "Invalid isolation: \"" + isolation + "\" - linux only supports 'default'");
    String runtime = given.last("runtime", "");
    refuse(!runtime.matches(RUNTIMES), "Unknown runtime specified " + runtime);
  }

  private void checkAmounts() {
    String memory = given.last("memory", "0");
    long bytes = ByteSize.parse(memory);
    refuse(bytes != 0 && bytes < LEAST_MEMORY, "Minimum memory limit allowed is 6MB");
    int score = Integer.parseInt(given.last("oom-score-adj", "0"));
    refuse(
        Math.abs(score) > OOM_SCORE_MAX,
        "Invalid value " + score + ", range for oom score adj is [-1000, 1000]");
  }

  private static void refuse(boolean isWrong, String why) {
    if (isWrong) {
      throw new EngineException(why);
    }
  }
}
