package dev.drydock.scenarios.conformance;

import dev.drydock.pcap.CapturedInterface;
import dev.drydock.scenarios.shell.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which emulated interface a recorded capture belongs to: `interfaces.txt` of a recording or of
/// the folder it stands in, a line for each capture. `*` and `?` stand for characters.
///
/// ```
/// docker0   dh1/docker0                    capture, and the name of the interface
/// numbers   dh1/*|network numbers          its name, and its description
/// ```
///
/// A capture without a line is that of `eth0` of a container of its name.
final class InterfaceLabels {
  private static final String FILE = "interfaces.txt";

  private final Map<String, String> known = new TreeMap<>();

  static InterfaceLabels of(Recording recording) throws IOException {
    InterfaceLabels labels = new InterfaceLabels();
    Path above = recording.first().getParent();
    if (above != null) {
      labels.read(above.resolve(FILE));
    }
    labels.read(recording.first().resolve(FILE));
    return labels;
  }

  private void read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    for (String line : Recording.lines(file)) {
      String text = line.strip();
      int cut = text.indexOf(' ');
      if (cut > 0 && !text.startsWith("#")) {
        known.put(text.substring(0, cut), text.substring(cut + 1).strip());
      }
    }
  }

  /// The name of the first interface that a label means.
  Optional<String> find(String label, Collection<CapturedInterface> interfaces) {
    String wanted = known.getOrDefault(label, "*/" + label + ":eth0");
    int cut = wanted.indexOf('|');
    String name = cut < 0 ? wanted : wanted.substring(0, cut);
    String description = cut < 0 ? "*" : wanted.substring(cut + 1);
    return interfaces.stream()
        .filter(found -> name.endsWith("lo") || !isLoopback(found.name()))
        .filter(found -> Glob.matches(name, found.name()))
        .filter(found -> Glob.matches(description, found.description().description()))
        .map(CapturedInterface::name)
        .findFirst();
  }

  private static boolean isLoopback(String name) {
    return name.substring(Math.max(name.lastIndexOf(':'), name.lastIndexOf('/')) + 1).equals("lo");
  }
}
