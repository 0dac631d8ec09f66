package dev.drydock.scenarios.servers;

import dev.drydock.scenarios.plan.ImagePlan;
import java.util.List;

/// Which program has become the first process of a container: a shell that is given a script hands
/// its process over to the script's last command (ash and dash `EV_EXIT`; bash `ONESHOT`).
final class ProgramOf {
  static final List<String> SHELLS = List.of("sh", "ash", "bash", "dash", "zsh");

  /// Words with which a compound command ends, which a shell stays for.
  private static final List<String> KEYWORDS = List.of("done", "fi", "esac", "}", "wait", "exit");

  private ProgramOf() {}

  /// The name of the program.
  static String name(List<String> words, ImagePlan image) {
    if (words.isEmpty()) {
      return "sh";
    }
    String first = baseName(words.getFirst());
    if (first.startsWith("-")) {
      return baseName(ServerCommands.serverOf(image)); // options of the image's entry point
    }
    int at = words.indexOf("-c");
    boolean isScript = SHELLS.contains(first) && at > 0 && at + 1 < words.size();
    return isScript ? lastOf(words.get(at + 1), first) : first;
  }

  private static String lastOf(String script, String shell) {
    String[] commands = script.strip().split("[;&|\n]+\\s*", -1);
    int last = commands.length - 1;
    while (last > 0 && commands[last].isBlank()) {
      last--;
    }
    List<String> parts = List.of(commands[last].strip().split("\\s+", -1));
    int at = parts.getFirst().equals("exec") && parts.size() > 1 ? 1 : 0;
    String name = baseName(parts.get(at));
    boolean isCompound = KEYWORDS.contains(name) || script.strip().endsWith("&") || name.isEmpty();
    return isCompound || name.endsWith(")") ? shell : name;
  }

  private static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
