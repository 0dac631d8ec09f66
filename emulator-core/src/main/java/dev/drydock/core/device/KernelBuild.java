package dev.drydock.core.device;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which Linux a machine runs, and how that was built, as far as kernels differ here.
///
/// @param release what `uname -r` says
/// @param cpus processors of the machine: a veth has one queue for each
/// @param ticksPerSecond `CONFIG_HZ`; it is shown, timers run at 250 on all machines
/// @param present options that the file says the kernel has
/// @param absent options that the file says it has not; others work
public record KernelBuild(
    String release,
    int cpus,
    int ticksPerSecond,
    List<KernelOption> present,
    List<KernelOption> absent) {
  private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  /// The kernel of most recordings.
  public static final KernelBuild USUAL = new KernelBuild("6.18.0", 2, 250, List.of(), List.of());

  /// Copies the lists.
  public KernelBuild {
    present = List.copyOf(present);
    absent = List.copyOf(absent);
  }

  /// Whether this is Linux MAJOR.MINOR or a later one; what has no such release counts as late.
  public boolean isAtLeast(int major, int minor) {
    Matcher numbers = RELEASE.matcher(release);
    if (!numbers.lookingAt()) {
      return true;
    }
    int own = Integer.parseInt(numbers.group(1));
    return own > major || (own == major && Integer.parseInt(numbers.group(2)) >= minor);
  }

  /// Whether the kernel can do this.
  public boolean has(KernelOption option) {
    return !absent.contains(option);
  }

  /// Whether the kernel is known to have been built with this.
  public boolean tells(KernelOption option) {
    return present.contains(option);
  }

  /// Whether it can make devices of a kind.
  public boolean has(DeviceKind kind) {
    KernelOption option = KernelOption.of(kind);
    return option == null || has(option);
  }

  /// The words of the scenario file.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(release);
    text.append(", cpus ").append(cpus).append(", HZ ").append(ticksPerSecond);
    present.forEach(option -> text.append(", ").append(option).append(" y"));
    absent.forEach(option -> text.append(", ").append(option).append(" n"));
    return text.toString();
  }
}
