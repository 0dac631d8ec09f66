package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.engine.Mount;
import dev.drydock.drivers.swarm.TaskResources;
import dev.drydock.drivers.swarm.TaskSurroundings;
import dev.drydock.scenarios.tools.docker.client.ByteSize;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.storage.MountWords;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The options of services that no network depends on: mounts, limits, users, logs (docker/cli
/// `command/service/opts.go`, `update.go`).
final class SurroundingOptions {
  private static final List<String> MOUNT_TYPES =
      List.of("bind", "volume", "tmpfs", "npipe", "cluster");
  private static final String[] LISTS = {"mount", "group", "ulimit"};
  private static final long LEAST_BYTES = 4L << 20;
  private static final long LEAST_NANO_CPUS = 1_000_000;

  /// Billionths.
  private static final int NANO_DIGITS = 9;

  private final Flags.Given given;
  private final String verb;
  private final boolean isUpdate;

  SurroundingOptions(Flags.Given given, String verb) {
    this.given = given;
    this.verb = verb;
    this.isUpdate = verb.equals("service update");
  }

  /// Adds them to the options of a verb.
  static Flags addTo(Flags flags, boolean isUpdate) {
    for (String each : LISTS) {
      if (isUpdate) {
        flags.values(each + "-add", each + "-rm");
      } else {
        flags.values(each);
      }
    }
    return flags
        .values("limit-cpu", "limit-memory", "limit-pids", "reserve-cpu", "reserve-memory")
        .values("u|user", "w|workdir", "log-driver", "log-opt")
        .switches("t|tty", "read-only");
  }

  /// What is asked for after these options.
  TaskSurroundings of(TaskSurroundings old) throws Failure {
    TaskSurroundings.Switches was = old.switches();
    return new TaskSurroundings(
        given.last("workdir", old.folder()),
        given.last("user", old.user()),
        groups(old.groups()),
        new TaskSurroundings.Switches(
            isOn("tty", was.tty()), was.openStdin(), isOn("read-only", was.isReadOnly())),
        mounts(old.mounts()),
        ulimits(old.ulimits()),
        logs(old.logs()),
        resources(old.resources()));
  }

  private boolean isOn(String name, boolean was) {
    return given.all(name).isEmpty() ? was : given.has(name);
  }

  private String option(String name) {
    return isUpdate ? name + "-add" : name;
  }

  private Failure refused(String text, String option, String why) {
    return new FlagValues(given, verb).refused(text, option, why);
  }

  private List<String> groups(List<String> old) {
    List<String> groups = new ArrayList<>(old);
    groups.addAll(given.all(option("group")));
    groups.removeAll(given.all("group-rm"));
    if (isUpdate) {
      groups.sort(Comparator.naturalOrder());
    }
    return groups;
  }

  // ---- mounts ----------------------------------------------------------------------------

  /// Creating keeps the order; any update sorts by source (`updateMounts`).
  private List<Mount> mounts(List<Mount> old) throws Failure {
    List<Mount> mounts = new ArrayList<>();
    String option = option("mount");
    for (String text : given.all(option)) {
      try {
        mounts.add(MountWords.parse(text));
      } catch (IllegalArgumentException e) {
        throw refused(text, option, String.valueOf(e.getMessage()));
      }
    }
    for (Mount mount : mounts) {
      if (!MOUNT_TYPES.contains(mount.type())) { // moby `daemon/cluster/convert/container.go`
        String what = "invalid MountType: \"" + mount.type() + "\"";
        throw new Failure("Error response from daemon: " + what, 1);
      }
    }
    List<String> gone = given.all("mount-rm");
    if (!isUpdate) {
      return mounts;
    }
    List<String> targets = new ArrayList<>();
    for (Mount mount : mounts) {
      if (targets.contains(mount.target())) {
        throw new Failure("duplicate mount target", 1);
      }
      targets.add(mount.target());
    }
    old.stream().filter(each -> !targets.contains(each.target())).forEach(mounts::add);
    mounts.removeIf(each -> gone.contains(each.target()));
    mounts.sort(Comparator.comparing(Mount::source).thenComparing(Mount::target));
    return mounts;
  }

  // ---- limits of processes ----------------------------------------------------------------

  private List<TaskSurroundings.Ulimit> ulimits(List<TaskSurroundings.Ulimit> old) throws Failure {
    Map<String, TaskSurroundings.Ulimit> limits = new TreeMap<>();
    old.forEach(each -> limits.put(each.name(), each));
    given.all("ulimit-rm").forEach(name -> limits.remove(name.split("=", 2)[0]));
    for (String text : given.all(option("ulimit"))) {
      TaskSurroundings.Ulimit limit = ulimit(text);
      limits.put(limit.name(), limit);
    }
    return List.copyOf(limits.values());
  }

  /// `nofile=100` or `nofile=100:200` (docker/go-units `ulimit.go`).
  private TaskSurroundings.Ulimit ulimit(String text) throws Failure {
    String option = option("ulimit");
    String[] sides = text.split("=", 2);
    if (sides.length != 2) {
      throw refused(text, option, "invalid ulimit argument: " + text);
    }
    String[] numbers = sides[1].split(":", 2);
    for (String number : numbers) {
      if (!number.matches("-?\\d{1,18}")) {
        String why = "strconv.ParseInt: parsing \"" + number + "\": invalid syntax";
        throw refused(text, option, why);
      }
    }
    long soft = Long.parseLong(numbers[0]);
    long hard = numbers.length == 1 ? soft : Long.parseLong(numbers[1]);
    if (hard != -1 && (soft > hard || soft == -1)) {
      String what = "ulimit soft limit must be less than or equal to hard limit: " + soft + " > ";
      throw refused(text, option, what + hard);
    }
    return new TaskSurroundings.Ulimit(sides[0], soft, hard);
  }

  // ---- logs and resources -----------------------------------------------------------------

  /// Options of logs are read only where a driver is named.
  private Mount.@Nullable Driver logs(Mount.@Nullable Driver old) {
    String name = given.last("log-driver", "");
    if (name.isEmpty()) {
      return old;
    }
    Map<String, String> options = new LinkedHashMap<>(FlagValues.pairs(given.all("log-opt")));
    return new Mount.Driver(name, options);
  }

  private TaskResources resources(TaskResources old) throws Failure {
    TaskResources.Amount limits = old.limits();
    TaskResources.Amount reservations = old.reservations();
    if (isAnyGiven("limit-cpu", "limit-memory", "limit-pids")) {
      TaskResources.Amount was = limits == null ? TaskResources.Amount.NONE : limits;
      limits =
          new TaskResources.Amount(
              cpus("limit-cpu", was.nanoCpus()),
              bytes("limit-memory", was.memoryBytes()),
              new FlagValues(given, verb).signed("limit-pids", (int) was.processes()));
    }
    if (isAnyGiven("reserve-cpu", "reserve-memory")) {
      TaskResources.Amount was = reservations == null ? TaskResources.Amount.NONE : reservations;
      reservations =
          new TaskResources.Amount(
              cpus("reserve-cpu", was.nanoCpus()), bytes("reserve-memory", was.memoryBytes()), 0);
    }
    check(limits);
    check(reservations);
    return new TaskResources(limits, reservations);
  }

  private boolean isAnyGiven(String... options) {
    for (String option : options) {
      if (!given.all(option).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /// Managers refuse less than that (swarmkit `controlapi/service.go`, `validateResources`).
  static void check(TaskResources.@Nullable Amount amount) throws Failure {
    if (amount == null) {
      return;
    }
    String refusal =
        "Error response from daemon: rpc error: code = InvalidArgument desc = invalid ";
    if (amount.memoryBytes() != 0 && amount.memoryBytes() < LEAST_BYTES) {
      String what = "memory value " + amount.memoryBytes() + ": Must be at least 4MiB";
      throw new Failure(refusal + what, 1);
    }
    if (amount.nanoCpus() != 0 && amount.nanoCpus() < LEAST_NANO_CPUS) {
      String what = "cpu value " + cpus(amount.nanoCpus()) + ": Must be at least 0.001";
      throw new Failure(refusal + what, 1);
    }
  }

  /// So many processors as Go writes them: 0.5.
  static String cpus(long nanos) {
    BigDecimal cpus = BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros();
    return cpus.signum() != 0 && cpus.abs().compareTo(new BigDecimal("0.0001")) < 0
        ? cpus.toString().toLowerCase(Locale.ROOT)
        : cpus.toPlainString();
  }

  private long cpus(String option, long old) throws Failure {
    String text = given.last(option, "");
    if (given.all(option).isEmpty()) {
      return old;
    }
    try {
      return nanoCpus(text);
    } catch (IllegalArgumentException e) {
      throw refused(text, option, String.valueOf(e.getMessage()));
    }
  }

  /// `opts.ParseCPUs`.
  static long nanoCpus(String text) {
    if (!text.matches("[-+]?(\\d{1,9}(\\.\\d*)?|\\.\\d+)")) {
      throw new IllegalArgumentException("failed to parse " + text + " as a rational number");
    }
    BigDecimal nanos = new BigDecimal(text).movePointRight(NANO_DIGITS);
    if (nanos.stripTrailingZeros().scale() > 0) {
      throw new IllegalArgumentException("value is too precise");
    }
    return nanos.longValue();
  }

  private long bytes(String option, long old) throws Failure {
    String text = given.last(option, "");
    if (given.all(option).isEmpty()) {
      return old;
    }
    try {
      return ByteSize.parse(text);
    } catch (IllegalArgumentException e) {
      throw refused(text, option, String.valueOf(e.getMessage()));
    }
  }
}
