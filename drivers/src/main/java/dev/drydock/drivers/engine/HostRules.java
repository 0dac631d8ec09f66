package dev.drydock.drivers.engine;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the engine makes of what a container asks of its host (moby `daemon/daemon_unix.go`,
/// `verifyPlatformContainerSettings`, `adaptContainerSettings`; `pkg/sysinfo/cgroup2_linux.go`).
/// The host is one usual machine: two processors, one memory node, cgroups of version 2 that
/// systemd has the care of. Words seen with 20.10.24.
final class HostRules {
  /// Those of the usual machine.
  private static final int PROCESSORS = 2;

  /// What the command line makes of `no such file or directory`.
  private static final int NOT_FOUND = 127;

  private static final long NANO = 1_000_000_000L;
  private static final long LEAST_MEMORY = 6 << 20;
  private static final long CFS_LEAST = 1000;
  private static final long CFS_MOST = 1_000_000;
  private static final int WEIGHT_LEAST = 10;
  private static final int WEIGHT_MOST = 1000;
  private static final int OOM_SCORE_MOST = 1000;
  private static final String KEYS_OF_ALL =
      "mode|max-buffer-size|cache-disabled|cache-max-size|cache-max-file|cache-compress";
  private static final String OTHER_DRIVERS =
      "syslog|journald|gelf|fluentd|awslogs|splunk|gcplogs|logentries";
  private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");

  private final EngineProfile profile;
  private final List<String> warnings = new ArrayList<>();
  private HostUse use;

  private HostRules(HostUse asked, EngineProfile profile) {
    this.use = asked;
    this.profile = profile;
  }

  /// What is asked for as the engine keeps it.
  ///
  /// @param warnings what it says of it
  record Settled(HostUse use, List<String> warnings) {}

  /// Of a container that is to be made.
  ///
  /// @param find the container of a name or an id, or an exception
  /// @throws EngineException for what cannot be
  static Settled settle(
      ContainerSpec spec, EngineProfile profile, Function<String, Container> find) {
    if (spec.told().host().asked().isEmpty()) {
      return new Settled(spec.told().host(), List.of()); // as nearly all
    }
    HostRules rules = new HostRules(spec.told().host(), profile);
    rules.checkNames(!spec.names().hostname().isEmpty(), find);
    rules.settleAmounts(false);
    rules.checkOthers();
    rules.checkStorage();
    rules.adapt();
    return new Settled(rules.use, rules.warnings);
  }

  /// Refuses what no container can be changed to.
  static void check(HostUse wanted, EngineProfile profile) {
    new HostRules(wanted, profile).settleAmounts(true);
  }

  /// `docker update` (moby `container/container_unix.go`, `UpdateContainer`).
  ///
  /// @param id of the container
  /// @param old what it has
  static Settled change(String id, HostUse old, HostUse wanted, EngineProfile profile) {
    HostRules rules = new HostRules(wanted, profile);
    rules.settleAmounts(true);
    HostUse changes = rules.use;
    String clash = clash(old, changes);
    if (!clash.isEmpty()) {
      throw new EngineException("Cannot update container " + id + ": " + clash);
    }
    HostUse changed = old;
    for (Map.Entry<String, Object> each : changes.asked().entrySet()) {
      changed = changed.with(each.getKey(), each.getValue());
    }
    return new Settled(changed, rules.warnings);
  }

  private static String clash(HostUse old, HostUse changes) {
    for (String quota : List.of("CpuPeriod", "CpuQuota")) {
      String words = quota.equals("CpuPeriod") ? "CPU Period" : "CPU Quota";
      if (changes.number("NanoCpus") > 0 && old.number(quota) > 0) {
        return "Conflicting options: Nano CPUs cannot be updated as "
            + words
            + " has already been set";
      }
      if (changes.number(quota) > 0 && old.number("NanoCpus") > 0) {
        return "Conflicting options: "
            + words
            + " cannot be updated as NanoCPUs has already been set";
      }
    }
    boolean isTooMuch =
        changes.number("Memory") > old.number("MemorySwap")
            && old.number("MemorySwap") > 0
            && changes.number("MemorySwap") == 0;
    return isTooMuch
        ? "Memory limit should be smaller than already set memoryswap limit, update the memoryswap"
            + " at the same time"
        : "";
  }

  private void checkNames(boolean hasHostname, Function<String, Container> find) {
    refuse(
        use.text("UTSMode").equals("host") && hasHostname,
        "conflicting options: hostname and the UTS mode");
    for (String mode : List.of("PidMode", "IpcMode")) {
      String text = use.text(mode);
      if (text.startsWith("container:")) {
        Container other = find.apply(text.substring("container:".length()));
        use = use.with(mode, "container:" + other.id());
      }
    }
    String isolation = use.text("Isolation");
    refuse(
        !isolation.matches("|default"),
        "Invalid isolation: \"" + isolation + "\" - linux only supports 'default'");
  }

  private void settleAmounts(boolean isUpdate) {
    settleMemory(isUpdate);
    settleProcessors();
    long weight = use.number("BlkioWeight");
    refuse(
        weight > 0 && (weight < WEIGHT_LEAST || weight > WEIGHT_MOST),
        "Range of blkio weight is from 10 to 1000");
    if (use.number("PidsLimit") <= 0) {
      use = use.without("PidsLimit"); // any such number is no limit
    }
  }

  private void settleMemory(boolean isUpdate) {
    long memory = use.number("Memory");
    long swap = use.number("MemorySwap");
    long reserved = use.number("MemoryReservation");
    refuse(memory != 0 && memory < LEAST_MEMORY, "Minimum memory limit allowed is 6MB");
    refuse(
        memory > 0 && swap > 0 && swap < memory,
        "Minimum memoryswap limit should be larger than memory limit, see usage");
    refuse(
        memory == 0 && swap > 0 && !isUpdate,
        "You should always set the Memory limit when using Memoryswap limit, see usage");
    discard(
        "MemorySwappiness",
        "Your kernel does not support memory swappiness capabilities or the cgroup is not mounted."
            + " Memory swappiness discarded.");
    refuse(reserved > 0 && reserved < LEAST_MEMORY, "Minimum memory reservation allowed is 6MB");
    refuse(
        memory > 0 && reserved > 0 && memory < reserved,
        "Minimum memory limit can not be less than memory reservation limit, see usage");
    if (use.has("KernelMemory")) {
      warnings.add(
          "Specifying a kernel memory limit is deprecated and will be removed in a future"
              + " release.");
    }
    discard(
        "KernelMemory",
        "Your kernel does not support kernel memory limit capabilities or the cgroup is not"
            + " mounted. Limitation discarded.");
    discard(
        "OomKillDisable", "Your kernel does not support OomKillDisable. OomKillDisable discarded.");
  }

  private void settleProcessors() {
    long nanos = use.number("NanoCpus");
    long period = use.number("CpuPeriod");
    long quota = use.number("CpuQuota");
    String conflict = "Conflicting options: Nano CPUs and CPU %s cannot both be set";
    refuse(nanos > 0 && period > 0, conflict.formatted("Period"));
    refuse(nanos > 0 && quota > 0, conflict.formatted("Quota"));
    refuse(
        nanos < 0 || nanos > PROCESSORS * NANO,
        profile.texts().container().cpuRange().formatted(PROCESSORS));
    refuse(
        period != 0 && (period < CFS_LEAST || period > CFS_MOST),
        "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)");
    refuse(quota > 0 && quota < CFS_LEAST, "CPU cfs quota can not be less than 1ms (i.e. 1000)");
    checkSet("CpusetCpus", "cpus", "CPUs", PROCESSORS);
    checkSet("CpusetMems", "mems", "memory nodes", 1);
  }

  /// Numbers and ranges, such as `0-1,3`.
  private void checkSet(String name, String kind, String what, int there) {
    String set = use.text(name);
    for (String part : set.isEmpty() ? List.<String>of() : List.of(set.split(",", -1))) {
      Matcher range = RANGE.matcher(part);
      refuse(!range.matches(), "Invalid value " + set + " for cpuset " + kind);
      String last = range.group(2) == null ? range.group(1) : range.group(2);
      refuse(
          Integer.parseInt(last) >= there,
          "Requested %s are not available - requested %s, available: %s"
              .formatted(what, set, there == 1 ? "0" : "0-" + (there - 1)));
    }
  }

  private void checkOthers() {
    String driver = use.logDriver();
    String keys = logKeys(driver);
    refuse(
        keys == null && !driver.matches(OTHER_DRIVERS),
        "error looking up logging plugin %1$s: plugin \"%1$s\" not found".formatted(driver));
    for (Object key : use.logOptions().keySet()) {
      boolean isKnown = keys == null || key.toString().matches(keys + "|" + KEYS_OF_ALL);
      refuse(!isKnown, "unknown log opt '" + key + "' for " + driver + " log driver");
    }
    long score = use.number("OomScoreAdj");
    refuse(
        Math.abs(score) > OOM_SCORE_MOST,
        "Invalid value " + score + ", range for oom score adj is [-1000, 1000]");
    String parent = use.text("CgroupParent");
    refuse(
        !parent.isEmpty() && !parent.matches(".+\\.slice"),
        "cgroup-parent for systemd cgroup should be a valid slice named as \"xxx.slice\"");
    String runtime = use.text("Runtime");
    refuse(
        !runtime.matches("|runc|io\\.containerd\\..*"),
        profile.texts().container().unknownRuntime().formatted(runtime));
  }

  /// The storage of the usual machine has no quotas (moby `daemon/graphdriver/overlay2`).
  private void checkStorage() {
    for (String option : keys(use.asked().get("StorageOpt"))) {
      refuse(!option.equals("size"), "Unknown option " + option);
      refuse(
          true, "--storage-opt is supported only for overlay over xfs with 'pquota' mount option");
    }
  }

  private static List<String> keys(@Nullable Object map) {
    return map instanceof Map<?, ?> there
        ? there.keySet().stream().map(Object::toString).toList()
        : List.of();
  }

  /// The options that a driver of logs has; null for one that is asked itself.
  private static @Nullable String logKeys(String driver) {
    return switch (driver) {
      case "none" -> ".*";
      case "json-file" -> "max-file|max-size|compress|labels|labels-regex|env|env-regex|tag";
      case "local" -> "max-file|max-size|compress";
      default -> null;
    };
  }

  private void adapt() {
    long memory = use.number("Memory");
    if (memory > 0 && use.number("MemorySwap") == 0) {
      use = use.with("MemorySwap", 2 * memory);
    }
    if (use.number("ShmSize") == 0) {
      use = use.without("ShmSize");
    }
  }

  /// What the kernel has not.
  private void discard(String name, String warning) {
    if (use.has(name)) {
      warnings.add(warning);
      use = use.without(name);
    }
  }

  /// @throws EngineException if a container cannot start with what it is to use
  static void checkStart(HostUse use) {
    String ipc = use.text("IpcMode"); // `setupIpcDirs`
    if (!ipc.matches("|none|private|shareable|host|container:.*")) {
      throw new EngineException("Invalid IPC mode: " + ipc);
    }
    for (Object each : use.list("Devices")) {
      Object path = each instanceof Map<?, ?> device ? device.get("PathOnHost") : null;
      if (path instanceof String text && !text.startsWith("/dev/")) {
        throw new EngineException(
            "error gathering device information while adding custom device \""
                + text
                + "\": no such file or directory",
            NOT_FOUND);
      }
    }
    if (!use.list("DeviceRequests").isEmpty()) {
      throw new EngineException("could not select device driver \"\" with capabilities: [[gpu]]");
    }
    String size = use.logOptions().get("max-size") instanceof String text ? text : "";
    if (!size.isEmpty() && !size.matches("-1|(\\d+(\\.\\d+)*) ?([kKmMgGtTpP])?[iI]?[bB]?")) {
      throw new EngineException(
          "failed to initialize logging driver: invalid size: '%s'".formatted(size));
    }
    String files = use.logOptions().get("max-file") instanceof String text ? text : "1";
    if (files.matches("0|-\\d+")) {
      throw new EngineException(
          "failed to initialize logging driver: max-file cannot be less than 1");
    }
  }

  private static void refuse(boolean isWrong, String why) {
    if (isWrong) {
      throw new EngineException(why);
    }
  }
}
