package dev.drydock.scenarios.tools;

import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.sim.Nanos;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What `/proc` tells of processes and of the kernel (Linux `fs/proc`): `/proc/1/cmdline`, `comm`
/// and `environ`, `/proc/mounts`, `uptime`, `loadavg`, `version`.
final class ProcessFiles {
  private static final Pattern OF_PROCESS = Pattern.compile("/proc/(\\d{1,7})/(\\w+)");

  private ProcessFiles() {}

  /// What a file holds; null when it is none of these.
  static @Nullable String read(Place place, String path) {
    if (!path.startsWith("/proc/")) {
      return null;
    }
    Matcher matcher = OF_PROCESS.matcher(path);
    if (matcher.matches()) {
      return ofProcess(place, Integer.parseInt(matcher.group(1)), matcher.group(2));
    }
    return switch (path) {
      case "/proc/mounts", "/proc/self/mounts" -> String.join("\n", MountTable.lines(place)) + "\n";
      case "/proc/uptime" -> {
        double seconds = place.box().machine().loop().nowNanos() / (double) Nanos.SECOND;
        yield String.format(Locale.ROOT, "%.2f %.2f\n", seconds, seconds);
      }
      case "/proc/loadavg" -> {
        List<RunningProcess> all = place.box().machine().processes().all();
        int last = all.stream().mapToInt(RunningProcess::pid).max().orElse(1);
        yield "0.00 0.00 0.00 1/" + all.size() + " " + last + "\n";
      }
      case "/proc/version" -> {
        String release = place.box().machine().softnet().kernel().release();
        yield "Linux version " + release + " #1 SMP\n";
      }
      default -> null;
    };
  }

  private static @Nullable String ofProcess(Place place, int pid, String name) {
    Engine engine = place.box().engine();
    String inside = place.container();
    Container container =
        engine == null || inside == null ? null : engine.containers().exactly(inside);
    for (RunningProcess each : place.box().machine().processes().all()) {
      boolean isInside = container != null && each.container().equals(container.id());
      boolean isIt = container == null ? each.pid() == pid : isInside && each.innerPid() == pid;
      if (isIt) {
        return switch (name) {
          case "cmdline" -> String.join("\0", each.words()) + "\0";
          case "comm" -> each.name() + "\n";
          case "environ" -> container == null ? "" : environment(place.environment());
          default -> null;
        };
      }
    }
    return null;
  }

  private static String environment(Map<String, String> variables) {
    StringBuilder text = new StringBuilder();
    variables.forEach((name, value) -> text.append(name).append('=').append(value).append('\0'));
    return text.toString();
  }
}
