package dev.drydock.scenarios.tools.bridge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A command of `brctl` as its help names it (bridge-utils 1.7.1, `brctl/brctl_cmd.c`).
///
/// @param arguments how many words it needs
/// @param help what the help says behind its name
record BrctlCommand(String name, int arguments, String help) {
  private static final List<BrctlCommand> ALL =
      List.of(
          new BrctlCommand("addbr", 1, "<bridge>\t\tadd bridge"),
          new BrctlCommand("delbr", 1, "<bridge>\t\tdelete bridge"),
          new BrctlCommand("addif", 2, "<bridge> <device>\tadd interface to bridge"),
          new BrctlCommand("delif", 2, "<bridge> <device>\tdelete interface from bridge"),
          new BrctlCommand("hairpin", 3, "<bridge> <port> {on|off}\tturn hairpin on/off"),
          new BrctlCommand("setageing", 2, "<bridge> <time>\t\tset ageing time"),
          new BrctlCommand("setbridgeprio", 2, "<bridge> <prio>\t\tset bridge priority"),
          new BrctlCommand("setfd", 2, "<bridge> <time>\t\tset bridge forward delay"),
          new BrctlCommand("sethello", 2, "<bridge> <time>\t\tset hello time"),
          new BrctlCommand("setmaxage", 2, "<bridge> <time>\t\tset max message age"),
          new BrctlCommand("setpathcost", 3, "<bridge> <port> <cost>\tset path cost"),
          new BrctlCommand("setportprio", 3, "<bridge> <port> <prio>\tset port priority"),
          new BrctlCommand("show", 0, "[ <bridge> ]\t\tshow a list of bridges"),
          new BrctlCommand("showmacs", 1, "<bridge>\t\tshow a list of mac addrs"),
          new BrctlCommand("showstp", 1, "<bridge>\t\tshow bridge stp info"),
          new BrctlCommand("stp", 2, "<bridge> {on|off}\tturn stp on/off"));

  /// The command of this name.
  static @Nullable BrctlCommand of(String name) {
    for (BrctlCommand command : ALL) {
      if (command.name.equals(name)) {
        return command;
      }
    }
    return null;
  }

  /// The lines of the help.
  static String helpOfAll() {
    StringBuilder text = new StringBuilder("Usage: brctl [commands]\ncommands:");
    for (BrctlCommand command : ALL) {
      text.append("\n\t%-10s\t%s".formatted(command.name, command.help));
    }
    return text.toString();
  }
}
