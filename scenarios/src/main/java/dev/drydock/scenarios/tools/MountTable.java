package dev.drydock.scenarios.tools;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.MountPoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is mounted where a command runs, as `/proc/mounts` and `mount` tell it: what the engine
/// mounts in each container (moby `oci/defaults.go`, `daemon/oci_linux.go`), then what its user
/// asks for. Files of the machine lie on one usual disk.
public final class MountTable {
  private static final String DISK = "/dev/sda1";
  private static final String ON_DISK = " ext4 rw,relatime 0 0";
  private static final String SYSTEM = "rw,nosuid,nodev,noexec,relatime 0 0";
  private static final String SYSTEM_READ = "ro,nosuid,nodev,noexec,relatime 0 0";

  /// Parts of `/proc` that cannot be written, and those that are hidden.
  private static final List<String> KEPT =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private static final List<String> HIDDEN =
      List.of("/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/timer_list");

  private MountTable() {}

  /// The lines of `/proc/mounts`.
  static List<String> lines(Place place) {
    Container container = container(place);
    return container == null ? ofMachine() : of(container);
  }

  /// The lines of `mount`: `proc on /proc type proc (rw,nosuid)`.
  public static List<String> shown(Place place) {
    List<String> shown = new ArrayList<>();
    for (String line : lines(place)) {
      String[] words = line.split(" ", -1);
      shown.add("%s on %s type %s (%s)".formatted(words[0], words[1], words[2], words[3]));
    }
    return shown;
  }

  private static @Nullable Container container(Place place) {
    Engine engine = place.box().engine();
    String name = place.container();
    return engine == null || name == null ? null : engine.containers().exactly(name);
  }

  private static List<String> ofMachine() {
    return List.of(
        DISK + " /" + ON_DISK,
        "proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0",
        "sysfs /sys sysfs rw,nosuid,nodev,noexec,relatime 0 0",
        "tmpfs /run tmpfs rw,nosuid,nodev,mode=755 0 0",
        "cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid,nodev,noexec,relatime 0 0");
  }

  private static List<String> of(Container container) {
    boolean isRead = container.spec().told().readOnly();
    boolean isAll = container.use().asked().get("Privileged") instanceof Boolean all && all;
    List<String> lines = new ArrayList<>();
    lines.add("overlay / overlay " + (isRead ? "ro" : "rw") + ",relatime 0 0");
    lines.add("proc /proc proc " + SYSTEM);
    lines.add("tmpfs /dev tmpfs rw,nosuid,size=65536k,mode=755 0 0");
    lines.add("devpts /dev/pts devpts rw,nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=666 0 0");
    lines.add("sysfs /sys sysfs " + (isAll ? SYSTEM : SYSTEM_READ));
    lines.add("cgroup /sys/fs/cgroup cgroup2 " + (isAll ? SYSTEM : SYSTEM_READ));
    lines.add("mqueue /dev/mqueue mqueue " + SYSTEM);
    lines.add("shm /dev/shm tmpfs rw,nosuid,nodev,noexec,relatime,size=65536k 0 0");
    for (MountPoint point : container.mounts()) {
      String way = point.isReadOnly() ? "ro" : "rw";
      boolean isMemory = point.type().equals("tmpfs");
      lines.add(
          isMemory
              ? memory(point.target(), "")
              : DISK + " " + point.target() + " ext4 " + way + ",relatime 0 0");
    }
    container
        .spec()
        .mounts()
        .tmpfs()
        .forEach((target, options) -> lines.add(memory(target, options)));
    for (String file : List.of("resolv.conf", "hostname", "hosts")) {
      lines.add(DISK + " /etc/" + file + ON_DISK);
    }
    if (!isAll) {
      KEPT.forEach(path -> lines.add("proc " + path + " proc " + SYSTEM_READ));
      HIDDEN.forEach(path -> lines.add("tmpfs " + path + " tmpfs " + hidden(path)));
      lines.add("tmpfs /sys/firmware tmpfs ro,relatime 0 0");
    }
    return lines;
  }

  /// A file is hidden by `/dev/null`, a folder by an empty one.
  private static String hidden(String path) {
    return path.equals("/proc/acpi") ? "ro,relatime 0 0" : "rw,nosuid,size=65536k,mode=755 0 0";
  }

  /// `--tmpfs` (moby `daemon/oci_linux.go`); the kernel tells sizes in kilobytes.
  private static String memory(String target, String options) {
    StringBuilder text = new StringBuilder("rw,nosuid,nodev,noexec,relatime");
    for (String option : options.split(",", -1)) {
      String size = option.startsWith("size=") ? option.substring("size=".length()) : "";
      if (size.matches("\\d{1,9}[kmg]?")) {
        text.append(",size=").append(kilobytes(size)).append('k');
      } else if (option.startsWith("mode=")) {
        text.append(',').append(option);
      }
    }
    return "tmpfs " + target + " tmpfs " + text + " 0 0";
  }

  private static long kilobytes(String size) {
    long number = Long.parseLong(size.replaceAll("\\D", ""));
    return switch (size.charAt(size.length() - 1)) {
      case 'k' -> number;
      case 'm' -> number << 10;
      case 'g' -> number << 20;
      default -> number >> 10;
    };
  }
}
