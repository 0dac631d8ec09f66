package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.drivers.engine.HostUse;
import dev.drydock.scenarios.tools.docker.client.ByteSize;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Options of `docker run` that say what a container may use of its host, and what is sent for them
/// (docker/cli `cli/command/container/opts.go`).
final class HostOptions {
  /// Options that take a number of bytes, and how the engine calls them.
  static final Map<String, String> SIZES =
      new TreeMap<>(
          Map.of(
              "memory", "Memory",
              "memory-swap", "MemorySwap",
              "memory-reservation", "MemoryReservation",
              "kernel-memory", "KernelMemory",
              "shm-size", "ShmSize"));

  /// Options that take a number.
  static final Map<String, String> NUMBERS =
      new TreeMap<>(
          Map.of(
              "cpu-shares", "CpuShares",
              "cpu-quota", "CpuQuota",
              "cpu-period", "CpuPeriod",
              "cpu-rt-period", "CpuRealtimePeriod",
              "cpu-rt-runtime", "CpuRealtimeRuntime",
              "pids-limit", "PidsLimit",
              "oom-score-adj", "OomScoreAdj",
              "memory-swappiness", "MemorySwappiness",
              "blkio-weight", "BlkioWeight"));

  /// Options that are sent as they are typed.
  private static final Map<String, String> TEXTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("cpuset-cpus", "CpusetCpus"),
              Map.entry("cpuset-mems", "CpusetMems"),
              Map.entry("pid", "PidMode"),
              Map.entry("ipc", "IpcMode"),
              Map.entry("uts", "UTSMode"),
              Map.entry("userns", "UsernsMode"),
              Map.entry("cgroupns", "CgroupnsMode"),
              Map.entry("cgroup-parent", "CgroupParent"),
              Map.entry("runtime", "Runtime"),
              Map.entry("isolation", "Isolation"),
              Map.entry("cidfile", "ContainerIDFile"),
              Map.entry("volume-driver", "VolumeDriver")));

  private static final String[] OTHERS = {
    "cpus",
    "platform",
    "pull",
    "log-driver",
    "log-opt",
    "ulimit",
    "gpus",
    "group-add",
    "storage-opt",
    "annotation",
    "detach-keys",
    "a|attach",
    "label-file"
  };

  private static final Pattern RATIONAL =
      Pattern.compile("([-+]?(?:\\d{1,9}(?:\\.\\d{0,18})?|\\.\\d{1,18}))(?:/(\\d{1,9}))?");
  private static final BigDecimal NANO = BigDecimal.valueOf(1_000_000_000L);

  private final Flags.Given given;
  private final Map<String, Object> asked = new LinkedHashMap<>();

  private HostOptions(Flags.Given given) {
    this.given = given;
  }

  /// Adds them to the options of a verb.
  static Flags addTo(Flags flags) {
    flags.values("m|memory", "c|cpu-shares");
    SIZES.keySet().stream().filter(name -> !name.equals("memory")).forEach(flags::values);
    NUMBERS.keySet().stream().filter(name -> !name.equals("cpu-shares")).forEach(flags::values);
    TEXTS.keySet().stream().filter(name -> !name.equals("volume-driver")).forEach(flags::values);
    return DeviceOptions.addTo(flags.values(OTHERS).switches("oom-kill-disable"));
  }

  /// What `docker update` changes.
  static Flags addToUpdate(Flags flags) {
    return flags
        .values("m|memory", "cpus", "c|cpu-shares", "memory-swap", "pids-limit")
        .values("memory-reservation", "blkio-weight", "cpu-period", "cpu-quota", "kernel-memory")
        .values("cpuset-cpus", "cpuset-mems", "cpu-rt-period", "cpu-rt-runtime");
  }

  /// What is asked for.
  static HostUse of(Flags.Given given, String verb) throws Failure {
    HostOptions options = new HostOptions(given);
    options.addAmounts(new FlagValues(given, verb));
    TEXTS.forEach((option, name) -> options.put(name, given.last(option, "")));
    options.addLogs();
    new DeviceOptions(given, verb).addTo(options.asked);
    options.addLists();
    return new HostUse(options.asked);
  }

  private void addAmounts(FlagValues values) throws Failure {
    for (Map.Entry<String, String> size : SIZES.entrySet()) {
      for (String text : given.all(size.getKey())) {
        asked.put(size.getValue(), bytes(values, size.getKey(), text));
      }
    }
    for (Map.Entry<String, String> number : NUMBERS.entrySet()) {
      int value = values.signed(number.getKey(), 0);
      boolean isAsked = !given.all(number.getKey()).isEmpty();
      boolean isNone = number.getKey().equals("memory-swappiness") ? value == -1 : value == 0;
      if (isAsked && !isNone) {
        asked.put(number.getValue(), (long) value);
      }
    }
    for (String text : given.all("cpus")) {
      asked.put("NanoCpus", nanos(values, text));
    }
    if (given.has("oom-kill-disable")) {
      asked.put("OomKillDisable", true);
    }
    asked.values().removeIf(Long.valueOf(0)::equals);
  }

  private static long bytes(FlagValues values, String option, String text) throws Failure {
    try {
      boolean isAny = option.equals("memory-swap") && text.equals("-1");
      return isAny ? -1 : ByteSize.parse(text);
    } catch (IllegalArgumentException e) {
      throw values.refused(text, option, String.valueOf(e.getMessage()));
    }
  }

  /// Processors as a decimal or a fraction (docker/cli `opts.ParseCPUs`).
  private static long nanos(FlagValues values, String text) throws Failure {
    Matcher matcher = RATIONAL.matcher(text);
    if (!matcher.matches()) {
      throw values.refused(text, "cpus", "failed to parse " + text + " as a rational number");
    }
    String below = matcher.group(2);
    BigDecimal whole = new BigDecimal(matcher.group(1)).multiply(NANO);
    try {
      return (below == null ? whole : whole.divide(new BigDecimal(below))).longValueExact();
    } catch (ArithmeticException e) {
      throw values.refused(text, "cpus", "value is too precise");
    }
  }

  private void addLogs() {
    String driver = given.last("log-driver", "");
    Map<String, String> options = new TreeMap<>(FlagValues.pairs(given.all("log-opt")));
    if (!driver.isEmpty() || !options.isEmpty()) {
      Map<String, Object> logs = new LinkedHashMap<>();
      logs.put("Type", driver.isEmpty() ? "json-file" : driver);
      logs.put("Config", options);
      asked.put("LogConfig", logs);
    }
  }

  private void addLists() {
    if (!given.all("group-add").isEmpty()) {
      asked.put("GroupAdd", List.copyOf(given.all("group-add")));
    }
    if (!given.all("storage-opt").isEmpty()) {
      asked.put("StorageOpt", FlagValues.pairs(given.all("storage-opt")));
    }
    if (!given.all("annotation").isEmpty()) {
      asked.put("Annotations", new TreeMap<>(FlagValues.pairs(given.all("annotation"))));
    }
  }

  private void put(String name, String text) {
    if (!text.isEmpty()) {
      asked.put(name, text);
    }
  }
}
