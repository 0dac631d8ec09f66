package dev.drydock.drivers.engine;

import dev.drydock.drivers.profile.EngineProfile;
import java.util.ArrayList;
import java.util.List;

/// The paths every container is kept from, as `docker inspect` lists them (moby `oci/defaults.go`,
/// later `daemon/pkg/oci/defaults.go`).
final class MaskedPaths {
  private static final List<String> MASKED =
      List.of(
          "/proc/asound",
          "/proc/acpi",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/sys/firmware");

  private static final String INTERRUPTS = "/proc/interrupts";
  private static final String POWER = "/sys/devices/virtual/powercap";

  static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private MaskedPaths() {}

  /// Those that are not to be read: energy counters from 24 on, interrupts from 28 on; 29 has them
  /// in order.
  static List<String> of(EngineProfile profile) {
    List<String> paths = new ArrayList<>(MASKED);
    switch (profile.generation()) {
      case V20_10 -> {
        if (!profile.isBefore(24, 0)) {
          paths.add(POWER);
        }
      }
      case V25, V26, V27 -> paths.add(POWER);
      case V28_0, V28_2, V28_3 -> {
        paths.add(2, INTERRUPTS);
        paths.add(POWER);
      }
      case V29 -> {
        paths.add(INTERRUPTS);
        paths.add(POWER);
        paths.sort(null);
      }
    }
    return paths;
  }
}
