package dev.drydock.scenarios.tools.docker.storage;

import dev.drydock.drivers.engine.ImageCommit;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.Protocol;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The instructions of `docker commit --change` (moby `builder/dockerfile`, `BuildFromConfig`).
final class CommitChanges {
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern PAIR =
      Pattern.compile("([^\\s=]+)=(?:\"([^\"]*)\"|'([^']*)'|(\\S*))");
  private static final Pattern PORT = Pattern.compile("(\\d{1,5})(?:/(tcp|udp|sctp))?");

  private final ImageCommit commit;
  private final boolean changesCommand;

  private CommitChanges(ImageCommit commit, boolean changesCommand) {
    this.commit = commit;
    this.changesCommand = changesCommand;
  }

  /// Takes them in their order.
  static void read(List<String> lines, ImageCommit commit) throws Failure {
    boolean changesCommand = lines.stream().anyMatch(each -> word(each).equals("cmd"));
    CommitChanges changes = new CommitChanges(commit, changesCommand);
    for (String line : lines) {
      changes.take(word(line), line.strip().replaceFirst("^\\S+\\s*", ""));
    }
  }

  private static String word(String line) {
    return line.strip().replaceFirst("\\s.*", "").toLowerCase(Locale.ROOT);
  }

  private void take(String word, String rest) throws Failure {
    switch (word) {
      case "cmd" -> commit.command(command(rest));
      case "entrypoint" -> commit.entrypoint(command(rest), changesCommand);
      case "env" -> pairs(rest).forEach(pair -> commit.env(pair[0], pair[1]));
      case "label" -> pairs(rest).forEach(pair -> commit.label(pair[0], pair[1]));
      case "expose" -> expose(rest);
      case "workdir" -> commit.folder(rest.strip());
      case "user" -> commit.user(rest.strip());
      case "healthcheck", "onbuild", "volume" -> {} // nothing here asks an image for them
      default ->
          throw new Failure(
              "Error response from daemon: %s is not a valid change command"
                  .formatted(word.toUpperCase(Locale.ROOT)),
              1);
    }
  }

  /// `["a", "b"]`, or words for a shell.
  private static List<String> command(String text) {
    String plain = text.strip();
    if (!plain.startsWith("[") || !plain.endsWith("]")) {
      return List.of("/bin/sh", "-c", plain);
    }
    List<String> words = new ArrayList<>();
    Matcher matcher = QUOTED.matcher(plain);
    while (matcher.find()) {
      words.add(matcher.group(1).replaceAll("\\\\(.)", "$1"));
    }
    return words;
  }

  /// `A=b C="d e"`, or the old form `A b`.
  private static List<String[]> pairs(String text) {
    List<String[]> pairs = new ArrayList<>();
    Matcher matcher = PAIR.matcher(text);
    while (matcher.find()) {
      String quoted = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
      String value = quoted != null ? quoted : matcher.group(4);
      pairs.add(new String[] {matcher.group(1), value});
    }
    int cut = text.indexOf(' ');
    if (pairs.isEmpty() && cut > 0) {
      pairs.add(new String[] {text.substring(0, cut), text.substring(cut + 1).strip()});
    }
    return pairs;
  }

  private void expose(String text) throws Failure {
    for (String word : text.strip().split("\\s+", -1)) {
      Matcher port = PORT.matcher(word);
      if (!port.matches()) {
        throw new Failure("Error response from daemon: Invalid containerPort: " + word, 1);
      }
      String protocol = port.group(2) == null ? "tcp" : port.group(2);
      commit.expose(
          new ContainerPort(
              Integer.parseInt(port.group(1)),
              Protocol.valueOf(protocol.toUpperCase(Locale.ROOT))));
    }
  }
}
