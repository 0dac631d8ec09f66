package dev.drydock.scenarios.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The place at the beginning of a line, and the command behind it.
///
/// ```
///   $ docker ps                   the first machine with Docker
///   dh1$ docker ps                a machine
///   one@dh1$ ping 172.17.0.3      in a container, its own tools
///   one@dh1(netns)$ ip addr       the machine's tools in the container's namespace
/// ```
///
/// @param machine name of the machine, or of a container on the first machine with Docker; empty
///   for that machine
/// @param container name or id; empty for none
/// @param machineTools whether it is `(netns)`
/// @param command what was typed
public record Prompt(String machine, String container, boolean machineTools, String command) {
  private static final Pattern PROMPT =
      Pattern.compile("(?s)(?:([A-Za-z0-9_.-]+)(?:@([A-Za-z0-9_.-]+))?(\\(netns\\))?)?\\$ (.*)");

  /// A place with nothing behind it, as a page shows it that waits for a command.
  private static final Pattern BARE =
      Pattern.compile("([A-Za-z0-9_.-]+)(?:@([A-Za-z0-9_.-]+))?(\\(netns\\))?\\$");

  /// Whether a typed line begins with a place, or is one.
  public static boolean isTyped(String line) {
    return isOn(line) || BARE.matcher(line).matches();
  }

  /// Whether a line begins with a place.
  public static boolean isOn(String line) {
    return PROMPT.matcher(line).matches();
  }

  /// Reads a line. One without a place is a command on the first machine with Docker.
  public static Prompt parse(String line) {
    Matcher matcher = PROMPT.matcher(BARE.matcher(line).matches() ? line + " " : line);
    if (!matcher.matches()) {
      return new Prompt("", "", false, line);
    }
    String first = orEmpty(matcher.group(1));
    String second = orEmpty(matcher.group(2));
    boolean machineTools = matcher.group(3) != null;
    String command = matcher.group(4);
    return second.isEmpty()
        ? new Prompt(first, "", machineTools, command)
        : new Prompt(second, first, machineTools, command);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /// The line without its command, as it was typed.
  public String shown() {
    String who = container.isEmpty() ? machine : container + "@" + machine;
    return who + (machineTools ? "(netns)" : "") + "$ ";
  }
}
