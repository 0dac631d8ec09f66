package dev.drydock.scenarios.tools.docker.storage;

import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.ArrayList;
import java.util.List;

/// The volumes that `-v` and `--mount` ask for (moby `volume/mounts/linux_parser.go`). Folders of
/// the host have no effect.
public final class VolumeWords {
  private VolumeWords() {}

  /// Their names; an empty one for a volume without.
  public static List<String> of(Flags.Given given) {
    List<String> names = new ArrayList<>();
    for (String text : given.all("volume")) {
      String[] parts = text.split(":", -1);
      boolean isFolder = parts.length > 1 && parts[0].matches("[/.~].*");
      if (!isFolder) {
        names.add(parts.length > 1 ? parts[0] : "");
      }
    }
    for (String text : given.all("mount")) {
      addMount(names, text);
    }
    return names;
  }

  private static void addMount(List<String> names, String text) {
    String type = "volume";
    String source = "";
    for (String part : text.split(",", -1)) {
      int cut = part.indexOf('=');
      String value = part.substring(cut + 1);
      switch (cut < 0 ? part : part.substring(0, cut)) {
        case "type" -> type = value;
        case "source", "src" -> source = value;
        default -> {}
      }
    }
    if (type.equals("volume")) {
      names.add(source);
    }
  }
}
