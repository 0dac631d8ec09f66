package dev.drydock.scenarios.shell;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.HostUse;
import dev.drydock.scenarios.tools.Place;
import java.util.List;
import java.util.Map;

/// `ulimit` (BusyBox 1.35 `shell/shell_common.c`, `shell_builtin_ulimit`): what a container was
/// given by `--ulimit`, else what dockerd hands on. A shell remembers what it sets; nothing is
/// limited by it here.
final class LimitBuiltin implements Builtin {
  /// What systemd gives dockerd (`docker.service`): no limits.
  private static final String UNLIMITED = "unlimited";

  /// A limit as `ulimit` tells it.
  ///
  /// @param name as `--ulimit` has it
  /// @param usual where nobody says another
  /// @param unit what is counted, in bytes or one by one
  private record Limit(String name, String usual, long unit) {}

  private static final Map<Character, Limit> LIMITS =
      Map.of(
          'c', new Limit("core", UNLIMITED, 512),
          'd', new Limit("data", UNLIMITED, 1024),
          'f', new Limit("fsize", UNLIMITED, 512),
          'l', new Limit("memlock", "8192", 1024),
          'n', new Limit("nofile", "1048576", 1),
          's', new Limit("stack", "8192", 1024),
          't', new Limit("cpu", UNLIMITED, 1),
          'u', new Limit("nproc", UNLIMITED, 1),
          'v', new Limit("as", UNLIMITED, 1024));

  @Override
  public int run(Execution shell, List<String> words) {
    boolean isHard = false;
    char letter = 'f';
    String value = "";
    for (String word : words) {
      if (!word.startsWith("-")) {
        value = word;
        continue;
      }
      for (char each : word.substring(1).toCharArray()) {
        isHard |= each == 'H';
        if (each != 'H' && each != 'S' && !LIMITS.containsKey(each)) {
          shell.streams().err().accept("ulimit: invalid option -- '" + each + "'\n");
          return 1;
        }
        letter = each == 'H' || each == 'S' ? letter : each;
      }
    }
    Limit limit = LIMITS.getOrDefault(letter, new Limit("fsize", UNLIMITED, 512));
    if (value.isEmpty()) {
      shell.streams().out().accept(text(shell, limit, isHard) + "\n");
      return 0;
    }
    return set(shell, limit, value);
  }

  private static int set(Execution shell, Limit limit, String value) {
    String most = text(shell, limit, true);
    boolean isNumber = value.matches("\\d{1,15}");
    boolean isTooMuch =
        !most.equals(UNLIMITED) && (!isNumber || Long.parseLong(value) > Long.parseLong(most));
    if (!isNumber && !value.equals(UNLIMITED)) {
      shell.streams().err().accept("sh: invalid number '" + value + "'\n");
      return 1;
    }
    if (isTooMuch) {
      shell.streams().err().accept("sh: error setting limit: Operation not permitted\n");
      return 1;
    }
    shell.variables().setLimit(limit.name, value);
    return 0;
  }

  private static String text(Execution shell, Limit limit, boolean isHard) {
    String set = shell.variables().limit(limit.name);
    if (!set.isEmpty()) {
      return set;
    }
    Place place = shell.place();
    Engine engine = place.box().engine();
    String name = place.container();
    Container container = engine == null || name == null ? null : engine.containers().exactly(name);
    HostUse use = container == null ? HostUse.NOTHING : container.use();
    Long own = use.limit(limit.name, isHard);
    boolean isUsualHard = isHard && limit.name.equals("stack");
    String usual = isUsualHard ? UNLIMITED : limit.usual;
    return own == null ? usual : own < 0 ? UNLIMITED : Long.toString(own / limit.unit);
  }
}
