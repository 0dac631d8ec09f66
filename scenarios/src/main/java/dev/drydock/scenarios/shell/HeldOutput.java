package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.tools.Output;
import dev.drydock.scenarios.tools.ToolRegistry;
import dev.drydock.scenarios.tools.Toolbox;
import java.util.List;

/// Standard output of a program of the C library that goes into a pipe: it is written by the block,
/// and the rest at the end (setvbuf(3)). So `tcpdump | head` says nothing for long. Seen with
/// Debian 12's `tcpdump`, `grep`, `sed`, `awk` and `tr`; programs that are not named here write
/// each line at once, as `ping` does.
final class HeldOutput implements Output {
  /// The size of a block of a pipe, `st_blksize`.
  private static final int BLOCK_CHARACTERS = 4096;

  /// `BUFSIZ` of musl.
  private static final int MUSL_CHARACTERS = 1024;

  private static final List<String> USERS =
      List.of("tcpdump", "grep", "egrep", "fgrep", "sed", "awk", "cut", "tr", "uniq");

  private final Output output;
  private final int blockCharacters;
  private final StringBuilder held = new StringBuilder();

  HeldOutput(Output output, Toolbox toolbox) {
    this.output = output;
    this.blockCharacters = toolbox.has("musl") ? MUSL_CHARACTERS : BLOCK_CHARACTERS;
  }

  /// Whether a command holds its output back.
  static boolean isUsedBy(List<String> words) {
    String name = ToolRegistry.baseName(words.getFirst());
    return USERS.contains(name) && words.stream().noneMatch(word -> isUnheld(name, word));
  }

  /// Whether a word asks for each line at once.
  private static boolean isUnheld(String name, String word) {
    return switch (name) {
      case "tcpdump" -> word.matches("-[a-zA-Z]*[lU][a-zA-Z]*");
      case "sed" -> word.matches("-[nErsz]*u[nErsz]*|--unbuffered");
      default -> word.equals("--line-buffered");
    };
  }

  @Override
  public void write(String text, boolean error) {
    if (error) {
      output.write(text, true);
      return;
    }
    held.append(text);
    int whole = held.length() - held.length() % blockCharacters;
    if (whole > 0) {
      output.write(held.substring(0, whole), false);
      held.delete(0, whole);
    }
  }

  /// The program ends.
  void flush() {
    output.write(held.toString(), false);
    held.setLength(0);
  }
}
