package dev.drydock.scenarios.conformance;

import dev.drydock.core.device.KernelOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What differences between a recorded session and ours tell about the kernel it was recorded on:
/// which lines of its configuration a lab should name. A kernel is not guessed when a session is
/// replayed; whoever compares is told.
public final class KernelHints {
  private static final String REFUSED = "operation not supported";

  private final Set<String> settings = new TreeSet<>();
  private boolean isSingle;

  /// Reads the differences of a comparison.
  public KernelHints(List<SessionCheck.Difference> differences) {
    for (SessionCheck.Difference difference : differences) {
      String command = difference.command().toLowerCase(Locale.ROOT);
      List<String> real = side(difference, '-');
      List<String> ours = side(difference, '+');
      if (holds(real, REFUSED) && !holds(ours, REFUSED)) {
        refused(command, real);
      }
      if (holds(real, "unknown device type") && !holds(ours, "unknown device type")) {
        refused(command, real);
      }
      details(real, ours);
    }
  }

  /// The lines of one side, in small letters.
  private static List<String> side(SessionCheck.Difference difference, char sign) {
    return difference.lines().stream()
        .filter(line -> !line.isEmpty() && line.charAt(0) == sign)
        .map(line -> line.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static boolean holds(List<String> lines, String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }

  /// A refused device: its kind stands in the refusal or the command; a network of Docker's without
  /// a parent needs a dummy.
  private void refused(String command, List<String> real) {
    Set<KernelOption> missing = EnumSet.noneOf(KernelOption.class);
    String said = String.join("\n", real);
    if (said.contains("vlan link")) {
      missing.add(KernelOption.VLAN_8021Q);
    } else if (said.contains("ipvlan port")) {
      missing.add(KernelOption.IPVLAN);
    } else if (said.contains("macvlan port")) {
      missing.add(KernelOption.MACVLAN);
    } else if (command.contains("network create")) {
      missing.add(KernelOption.DUMMY);
    } else {
      missing.addAll(kinds(command));
    }
    missing.forEach(option -> settings.add(option.name() + ": n"));
  }

  /// The kinds of devices that a command names: `ip link add … type ipvlan`.
  private static Set<KernelOption> kinds(String command) {
    Set<KernelOption> kinds = EnumSet.noneOf(KernelOption.class);
    for (String word : command.split("[\\s'\";]+", -1)) {
      switch (word) {
        case "dummy" -> kinds.add(KernelOption.DUMMY);
        case "macvlan" -> kinds.add(KernelOption.MACVLAN);
        case "ipvlan" -> kinds.add(KernelOption.IPVLAN);
        case "vlan" -> kinds.add(KernelOption.VLAN_8021Q);
        default -> {
          // no kind of device that a kernel may lack
        }
      }
    }
    return kinds;
  }

  /// What `ip -d link` tells of the kernel.
  private void details(List<String> real, List<String> ours) {
    boolean shows = holds(real, "numtxqueues") && holds(ours, "numtxqueues");
    if (shows && holds(ours, "numrxqueues") && !holds(real, "numrxqueues")) {
      settings.add("RPS: n");
    }
    isSingle |= holds(ours, "numtxqueues 2") && shows && !holds(real, "numtxqueues 2");
    if (shows && holds(real, "vlan_protocol") && !holds(ours, "vlan_protocol")) {
      settings.add("BRIDGE_VLAN_FILTERING: y");
    }
    // 31.25 s, Linux's default, are whole ticks of 100 Hz and not of 250.
    if (holds(real, "startup_query_interval 3125") && holds(ours, "startup_query_interval 3124")) {
      settings.add("HZ: 100");
    }
  }

  /// What to tell the user; empty for nothing.
  public String text() {
    if (settings.isEmpty() && !isSingle) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    if (isSingle) {
      parts.add("cpus: 1");
    }
    if (!settings.isEmpty()) {
      parts.add("config: { " + String.join(", ", settings) + " }");
    }
    return "hint: the recording's kernel is another one; name it in the lab, under x-drydock:\n"
        + "    kernel: { "
        + String.join(", ", parts)
        + " }";
  }
}
