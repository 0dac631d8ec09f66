package dev.drydock.scenarios.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.sim.RandomStream;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Any line: it ends, with a status, and throws nothing.
class FuzzTest {
  private static final int LINES = 10_000;
  private static final int PIECES_MAX = 12;

  private static final List<String> PIECES =
      List.of(
          "echo",
          "cat",
          "true",
          "false",
          "sleep 1",
          "sh -c",
          "for i in",
          "while",
          "if",
          "do",
          "done",
          "then",
          "else",
          "fi",
          "x=",
          "$x",
          "${x",
          "${x:-",
          "}",
          "$(",
          ")",
          "$((",
          "))",
          "`",
          "'",
          "\"",
          "\\",
          "|",
          "||",
          "&",
          "&&",
          ";",
          "\n",
          ">",
          ">>",
          "2>&1",
          "<",
          "<<<",
          "/dev/null",
          "/proc/sys/net/ipv4/ip_forward",
          "grep",
          "[a-",
          "(a*)*b",
          "head -n",
          "-1",
          "tail",
          "+3",
          "wc",
          "cut -d",
          "-f1-",
          "tr a-z",
          "sort -n",
          "uniq -c",
          "xargs",
          "printf",
          "%s\\n%05d",
          "seq 3",
          "timeout 1",
          "env",
          "sudo",
          "ssh pc",
          "nsenter -t 0 -n",
          "kill %1",
          "wait",
          "read x",
          "break",
          "exit 3",
          "eval",
          "exec",
          "set --",
          "shift",
          "!",
          "{",
          "}",
          "(",
          "#",
          " ",
          " ",
          " ",
          " ",
          "a",
          "1",
          "é",
          "\t",
          "\0");

  /// Shapes of scripts; A and B are scripts.
  private static final List<String> FORMS =
      List.of(
          "",
          "A; B",
          "A && B",
          "A || B",
          "! A",
          "A | B",
          "A & B",
          "A & wait",
          "( A )",
          "{ A; }",
          "for i in 1 2; do A; done",
          "for i in $(A); do B; done",
          "if A; then B; fi",
          "while A; do B; break; done",
          "until A; do B; done",
          "x=$(A)",
          "echo \"$(A)\"",
          "sh -c 'echo $x' && A",
          "A > f; B < f",
          "A 2>&1",
          "timeout 1 sh -c \"A\"",
          "A | xargs echo",
          "A | while read y; do B; done",
          "eval \"A\"",
          "set -- a b; A");

  private static final List<String> LEAVES =
      List.of(
          "echo a $x",
          "true",
          "false",
          "sleep 0.1",
          "cat f",
          "seq 3",
          "exit 2",
          "break",
          "continue",
          "x=$x$x",
          "x=1",
          "echo $((x + 1))",
          "grep '(a*)*b'",
          "head -1",
          "wait",
          "kill $!",
          "read z",
          "shift",
          "nosuch",
          "sort",
          "ssh pc hostname",
          "echo ${x:-y} $#",
          "printf '%d' 3",
          "cat /dev/zero",
          "export x",
          "unset x",
          "jobs");

  private static final int SCRIPTS = 150;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void any_line_ends_with_a_status(long seed) {
    RandomStream random = new RandomStream(seed, "fuzz");
    Transcriber shell = new Transcriber();
    for (int i = 0; i < LINES; i++) {
      StringBuilder line = new StringBuilder();
      int pieces = 1 + (int) random.nextLong(PIECES_MAX);
      for (int j = 0; j < pieces; j++) {
        line.append(PIECES.get((int) random.nextLong(PIECES.size())));
        line.append(random.nextLong(2) == 0 ? " " : "");
      }
      int status = typeOrExplain(shell, line.toString(), seed);
      assertTrue(status >= 0 && status < 256, () -> "status of: " + line);
      shell.interpreter.close();
    }
  }

  /// Scripts that can be read.
  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void any_script_ends_with_a_status(long seed) {
    RandomStream random = new RandomStream(seed, "fuzz");
    Transcriber shell = new Transcriber();
    for (int i = 0; i < SCRIPTS; i++) {
      String script = script(random, 4);
      int status = typeOrExplain(shell, script, seed);
      assertTrue(status >= 0 && status < 256, () -> "status of: " + script);
      shell.interpreter.close();
    }
  }

  private static String script(RandomStream random, int depth) {
    String form = depth == 0 ? "" : FORMS.get((int) random.nextLong(FORMS.size()));
    if (form.isEmpty()) {
      return LEAVES.get((int) random.nextLong(LEAVES.size()));
    }
    String text = form.replace("A", script(random, depth - 1));
    return text.replace("B", script(random, depth - 1));
  }

  private static int typeOrExplain(Transcriber shell, String line, long seed) {
    try {
      shell.type(line);
      return shell.status();
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("seed " + seed + ", line: " + line, e);
    }
  }
}
