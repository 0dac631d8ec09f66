package dev.drydock.scenarios.tools;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All commands there are: name -> one entry for each flavour.
///
/// Which one answers is decided by the place's [Toolbox]:
///
/// - BusyBox's before all others, where a program of BusyBox looks for it by its bare name and was
///   built to prefer its own;
/// - its flavours in order, BusyBox left out: the entry of that flavour. An image may also name a
///   command itself, such as `curl`, and has then the first entry of that name; a machine has every
///   flavour but BusyBox's, the first entry wins;
/// - then what is everywhere;
/// - then BusyBox's, where the place has it.
public final class ToolRegistry {
  private final Map<String, List<ToolEntry>> byName = new LinkedHashMap<>();

  /// A registry of these entries; of two with the same name and flavour the first wins.
  public ToolRegistry(List<ToolEntry> entries) {
    for (ToolEntry entry : entries) {
      byName.computeIfAbsent(entry.name(), name -> new ArrayList<>()).add(entry);
    }
  }

  /// The tool that answers to this name where there is this toolbox; null for none.
  ///
  /// @param typed a name, or a path such as `/bin/ping`
  public @Nullable Tool find(String typed, Toolbox toolbox) {
    List<ToolEntry> entries = byName.getOrDefault(baseName(typed), List.of());
    boolean isLeftOut = Executables.isLeftOut(baseName(typed), toolbox);
    if (toolbox.prefersApplets() && typed.indexOf('/') < 0) {
      for (ToolEntry entry : entries) {
        if (entry.flavour().equals(ToolEntry.BUSYBOX) && !isLeftOut) {
          return entry.tool();
        }
      }
    }
    for (String flavour : toolbox.flavours()) {
      for (ToolEntry entry : entries) {
        if (!flavour.equals(ToolEntry.BUSYBOX) && isOf(entry, flavour)) {
          return entry.tool();
        }
      }
    }
    for (String flavour : List.of(ToolEntry.EVERYWHERE, ToolEntry.BUSYBOX)) {
      for (ToolEntry entry : entries) {
        boolean isApplet = !isLeftOut && toolbox.has(flavour);
        if (entry.flavour().equals(flavour) && (flavour.equals(ToolEntry.EVERYWHERE) || isApplet)) {
          return entry.tool();
        }
      }
    }
    return null;
  }

  private static boolean isOf(ToolEntry entry, String flavour) {
    boolean special =
        !List.of(ToolEntry.BUSYBOX, ToolEntry.EVERYWHERE, ToolEntry.OF_IMAGE)
            .contains(entry.flavour());
    boolean named = flavour.equals(ToolEntry.MACHINE) || flavour.equals(entry.name());
    return entry.flavour().equals(flavour) || (special && named);
  }

  /// The names that a toolbox answers to, sorted.
  public List<String> names(Toolbox toolbox) {
    return byName.keySet().stream().filter(name -> find(name, toolbox) != null).sorted().toList();
  }

  /// The last part of a path.
  public static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
