package dev.drydock.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What the emulator must show, from the resource `checklist.tsv`.
///
/// @param groups title → id → text, in the order of the file
record Checklist(SequencedMap<String, Map<String, String>> groups) {
  static Checklist read() {
    var file = SourceTree.current().root().resolve("cli/src/test/resources/checklist.tsv");
    SequencedMap<String, Map<String, String>> groups = new LinkedHashMap<>();
    for (String line : SourceTree.text(file).lines().skip(1).toList()) {
      if (line.startsWith("# ")) {
        groups.put(line.substring(2), new LinkedHashMap<>());
      } else {
        String[] columns = line.split("\t", 2);
        groups.lastEntry().getValue().put(columns[0], columns[1]);
      }
    }
    return new Checklist(groups);
  }

  List<String> ids() {
    List<String> ids = new ArrayList<>();
    groups.values().forEach(group -> ids.addAll(group.keySet()));
    return ids;
  }
}
