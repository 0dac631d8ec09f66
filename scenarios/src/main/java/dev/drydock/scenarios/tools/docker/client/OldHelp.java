package dev.drydock.scenarios.tools.docker.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `--help` prints in 20.10, as that version wrote it (docker/cli v20.10.24): the texts are in
/// a file beside the classes.
final class OldHelp {
  private static final String FILE = "help-20.10.txt";

  /// Groups whose verbs have the same texts at the top.
  private static final String ALSO_AT_TOP = "(container|image|system) ";

  private static final Map<String, String> TEXTS = read();

  private OldHelp() {}

  private static Map<String, String> read() {
    try (InputStream in = OldHelp.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not in the jar");
      }
      return split(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  private static Map<String, String> split(String text) {
    Map<String, String> texts = new LinkedHashMap<>();
    String verb = "";
    StringBuilder lines = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.startsWith("@ ")) {
        texts.put(verb, lines.toString().stripTrailing());
        verb = line.substring(2);
        lines.setLength(0);
      } else {
        lines.append(line).append('\n');
      }
    }
    texts.put(verb, lines.toString().stripTrailing());
    return texts;
  }

  /// The text of a verb or a group, from `Usage:` on, without a line end; null for one that is not
  /// known.
  static @Nullable String of(String verb) {
    String own = TEXTS.get(verb);
    String top = verb.replaceFirst("^" + ALSO_AT_TOP, "");
    String other = TEXTS.get(top);
    return own != null || other == null
        ? own
        : other.replaceFirst("^Usage:  docker \\S+", "Usage:  docker " + verb);
  }

  /// The text of `docker` itself.
  static String docker() {
    return TEXTS.getOrDefault("docker", "");
  }

  /// The same, as it is printed behind a complaint: one command is not there yet.
  static String dockerComplaining() {
    return docker().replaceFirst("(?m)^ {2}completion .*\n", "");
  }
}
