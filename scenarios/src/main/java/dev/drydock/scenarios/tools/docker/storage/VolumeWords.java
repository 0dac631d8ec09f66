package dev.drydock.scenarios.tools.docker.storage;

import dev.drydock.drivers.engine.Mount;
import dev.drydock.drivers.engine.MountRequest;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `-v`, `--mount`, `--tmpfs` and `--volumes-from` ask for (docker/cli
/// `cli/command/container/opts.go`).
public final class VolumeWords {
  private VolumeWords() {}

  /// Adds the options to those of a verb.
  public static Flags addTo(Flags flags) {
    return flags.values("v|volume", "mount", "tmpfs", "volumes-from", "volume-driver");
  }

  /// What is asked for.
  ///
  /// @param folder where a path that begins with a dot begins
  public static MountRequest of(Flags.Given given, String folder, String verb) throws Failure {
    List<String> binds = new ArrayList<>();
    List<String> anonymous = new ArrayList<>();
    for (String text : given.all("volume")) {
      if (!hasSource(text)) {
        anonymous.add(text);
      } else {
        binds.add(text.matches("\\.{1,2}(/.*|:.*)") ? absolute(text, folder) : text);
      }
    }
    Map<String, String> tmpfs = new LinkedHashMap<>();
    for (String text : given.all("tmpfs")) {
      int cut = text.indexOf(':');
      tmpfs.put(cut < 0 ? text : text.substring(0, cut), cut < 0 ? "" : text.substring(cut + 1));
    }
    return new MountRequest(
        binds, anonymous, tmpfs, mounts(given, verb), given.all("volumes-from"));
  }

  private static List<Mount> mounts(Flags.Given given, String verb) throws Failure {
    List<Mount> mounts = new ArrayList<>();
    for (String text : given.all("mount")) {
      try {
        mounts.add(MountWords.parse(text));
      } catch (IllegalArgumentException e) {
        throw Failure.usage(
            "invalid argument \"" + text + "\" for \"--mount\" flag: " + e.getMessage(), verb);
      }
    }
    return mounts;
  }

  /// A letter before a colon is taken for a drive of Windows (docker/cli
  /// `cli/compose/loader/volume.go`).
  private static boolean hasSource(String text) {
    boolean isDrive = text.matches("(?s)\\p{L}:.*");
    return text.length() > 2 && text.indexOf(':', isDrive ? 2 : 0) >= 0;
  }

  private static String absolute(String text, String folder) {
    int cut = text.indexOf(':');
    return Path.of(folder, text.substring(0, cut)).normalize() + text.substring(cut);
  }
}
