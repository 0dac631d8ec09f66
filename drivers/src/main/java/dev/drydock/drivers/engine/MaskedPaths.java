package dev.drydock.drivers.engine;

import java.util.List;

/// The paths every container is kept from, as `docker inspect` lists them (Docker
/// `oci/defaults.go`).
final class MaskedPaths {
  static final List<String> MASKED =
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

  static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private MaskedPaths() {}
}
