package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.scenarios.tools.docker.client.ByteSize;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Devices and limits of processes as `docker run` reads them: `--device`, `--device-read-bps` and
/// the like, `--gpus`, `--ulimit` (docker/cli `opts/throttledevice.go`, `weightdevice.go`,
/// `gpus.go`, `command/container/opts.go`; docker/go-units `ulimit.go`).
final class DeviceOptions {
  /// Those of `getrlimit(2)`.
  private static final String ULIMITS =
      "as|core|cpu|data|fsize|locks|memlock|msgqueue|nice|nofile|nproc|rss|rtprio|rttime|sigpending"
          + "|stack";

  private static final Map<String, String> RATES =
      new TreeMap<>(
          Map.of(
              "device-read-bps", "BlkioDeviceReadBps",
              "device-write-bps", "BlkioDeviceWriteBps",
              "device-read-iops", "BlkioDeviceReadIOps",
              "device-write-iops", "BlkioDeviceWriteIOps",
              "blkio-weight-device", "BlkioWeightDevice"));
  private static final String MODE = "[rwm]{1,3}";
  private static final String WEIGHTS = "0|[1-9]\\d|[1-9]\\d\\d|1000";

  private final Flags.Given given;
  private final FlagValues values;

  DeviceOptions(Flags.Given given, String verb) {
    this.given = given;
    this.values = new FlagValues(given, verb);
  }

  static Flags addTo(Flags flags) {
    RATES.keySet().forEach(flags::values);
    return flags.values("device", "device-cgroup-rule");
  }

  /// Adds what is asked for, by the names of `HostConfig`.
  void addTo(Map<String, Object> asked) throws Failure {
    Collection<Object> ulimits = ulimits();
    if (!ulimits.isEmpty()) {
      asked.put("Ulimits", List.copyOf(ulimits));
    }
    for (Map.Entry<String, String> rate : RATES.entrySet()) {
      List<Object> rates = new ArrayList<>();
      for (String text : given.all(rate.getKey())) {
        rates.add(rate(rate.getKey(), text));
      }
      put(asked, rate.getValue(), rates);
    }
    List<Object> rules = new ArrayList<>();
    for (String text : given.all("device-cgroup-rule")) {
      if (!text.matches("[acb] (\\d+|\\*):(\\d+|\\*) " + MODE)) {
        String why = "invalid device cgroup format '" + text + "'";
        throw values.refused(text, "device-cgroup-rule", why);
      }
      rules.add(text);
    }
    put(asked, "DeviceCgroupRules", rules);
    List<Object> devices = new ArrayList<>();
    for (String text : given.all("device")) {
      devices.add(device(text));
    }
    put(asked, "Devices", devices);
    List<Object> graphics = new ArrayList<>();
    for (String text : given.all("gpus")) {
      graphics.add(graphics(text));
    }
    put(asked, "DeviceRequests", graphics);
  }

  private static void put(Map<String, Object> asked, String name, List<Object> list) {
    if (!list.isEmpty()) {
      asked.put(name, list);
    }
  }

  /// By name; the last of a name counts.
  private Collection<Object> ulimits() throws Failure {
    Map<String, Object> all = new TreeMap<>();
    for (String text : given.all("ulimit")) {
      int cut = text.indexOf('=');
      if (cut < 0) {
        throw values.refused(text, "ulimit", "invalid ulimit argument: " + text);
      }
      String name = text.substring(0, cut);
      if (!name.matches(ULIMITS)) {
        throw values.refused(text, "ulimit", "invalid ulimit type: " + name);
      }
      all.put(name, ulimit(text, name, text.substring(cut + 1)));
    }
    return all.values();
  }

  private Object ulimit(String text, String name, String limits) throws Failure {
    String[] parts = limits.split(":", -1);
    if (parts.length > 2) {
      throw values.refused(
          text,
          "ulimit",
          "too many limit value arguments - "
              + limits
              + ", can only have up to two,"
              + " `soft[:hard]`");
    }
    for (String part : parts) {
      if (!part.matches("[-+]?\\d{1,18}")) {
        String why = "strconv.ParseInt: parsing \"" + part + "\": invalid syntax";
        throw values.refused(text, "ulimit", why);
      }
    }
    long soft = Long.parseLong(parts[0]);
    long hard = Long.parseLong(parts[parts.length - 1]);
    boolean isAny = hard == -1;
    if (!isAny && (soft > hard || soft == -1)) {
      String why = "ulimit soft limit must be less than or equal to hard limit: ";
      throw values.refused(
          text,
          "ulimit",
          why + (soft == -1 ? "soft: -1 (unlimited), hard: " + hard : soft + " > " + hard));
    }
    Map<String, Object> limit = new LinkedHashMap<>();
    limit.put("Name", name);
    limit.put("Hard", hard);
    limit.put("Soft", soft);
    return limit;
  }

  private Object rate(String option, String text) throws Failure {
    int cut = text.indexOf(':');
    if (cut <= 0) {
      throw values.refused(text, option, "bad format: " + text);
    }
    if (!text.startsWith("/dev/")) {
      throw values.refused(text, option, "bad format for device path: " + text);
    }
    String amount = text.substring(cut + 1);
    Map<String, Object> rate = new LinkedHashMap<>();
    rate.put("Path", text.substring(0, cut));
    if (option.equals("blkio-weight-device")) {
      if (!amount.matches(WEIGHTS)) {
        throw values.refused(text, option, "invalid weight for device: " + text);
      }
      rate.put("Weight", Integer.valueOf(amount));
      return rate;
    }
    rate.put("Rate", bytes(option, text, amount));
    return rate;
  }

  private Object bytes(String option, String text, String amount) throws Failure {
    boolean isBytes = option.endsWith("bps");
    boolean isNumber = amount.matches("\\d{1,18}");
    try {
      if (isBytes || isNumber) {
        return isNumber ? Long.parseLong(amount) : ByteSize.parse(amount);
      }
    } catch (IllegalArgumentException e) {
      isNumber = false;
    }
    String units =
        "[<unit>]. Number must be a positive integer. Unit is optional and can be kb,"
            + " mb, or gb";
    throw values.refused(
        text,
        option,
        "invalid rate for device: "
            + text
            + ". The correct format is <device-path>:<number>"
            + (isBytes ? units : ". Number must be a positive integer"));
  }

  /// `PATH[:PATH[:MODE]]` or `PATH:MODE`.
  private static Object device(String text) throws Failure {
    List<String> parts = Arrays.asList(text.split(":", -1));
    if (parts.size() > 3 || parts.getFirst().isEmpty()) {
      throw Failure.options("bad format for path: " + text);
    }
    boolean hasModeOnly = parts.size() == 2 && parts.get(1).matches(MODE);
    String inside = parts.size() == 1 || hasModeOnly ? parts.getFirst() : parts.get(1);
    String mode = hasModeOnly ? parts.get(1) : parts.size() == 3 ? parts.get(2) : "rwm";
    if (!mode.matches(MODE)) {
      throw Failure.options("bad mode specified: " + mode);
    }
    if (!inside.startsWith("/")) {
      throw Failure.options(inside + " is not an absolute path");
    }
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("PathOnHost", parts.getFirst());
    device.put("PathInContainer", inside);
    device.put("CgroupPermissions", mode);
    return device;
  }

  private Object graphics(String text) throws Failure {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("Driver", "");
    request.put("Count", 1L);
    request.put("DeviceIDs", List.of());
    request.put("Capabilities", List.of(List.of("gpu")));
    request.put("Options", Map.of());
    for (String field : text.split(",", -1)) {
      int cut = field.indexOf('=');
      String key = cut < 0 ? "count" : field.substring(0, cut);
      String value = field.substring(cut + 1);
      switch (key) {
        case "count" -> request.put("Count", count(text, value));
        case "driver" -> request.put("Driver", value);
        case "device" -> {
          request.put("Count", 0L);
          request.put("DeviceIDs", List.of(value));
        }
        case "capabilities" -> request.put("Capabilities", List.of(List.of(value, "gpu")));
        case "options" -> request.put("Options", FlagValues.pairs(List.of(value)));
        default ->
            throw values.refused(text, "gpus", "unexpected key '" + key + "' in '" + field + "'");
      }
    }
    return request;
  }

  private long count(String text, String value) throws Failure {
    if (value.equals("all")) {
      return -1;
    }
    if (!value.matches("[-+]?\\d{1,9}")) {
      String why = "): value must be either \"all\" or an integer: invalid syntax";
      throw values.refused(text, "gpus", "invalid count (" + value + why);
    }
    return Long.parseLong(value);
  }
}
