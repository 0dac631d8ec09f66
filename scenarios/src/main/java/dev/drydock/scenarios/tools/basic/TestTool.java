package dev.drydock.scenarios.tools.basic;

import dev.drydock.scenarios.tools.Folders;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.Tool;
import java.util.List;

/// `test` and `[`: compares texts and numbers, and asks whether files are there. Up to three words
/// and `!`; `-a`, `-o` and parentheses are not known.
final class TestTool implements Tool {
  @Override
  public int run(Invocation invocation) {
    List<String> words = invocation.arguments();
    if (invocation.name().equals("[")) {
      if (words.isEmpty() || !words.getLast().equals("]")) {
        invocation.err("sh: missing ]");
        return 2;
      }
      words = words.subList(0, words.size() - 1);
    }
    boolean negated = false;
    while (words.size() > 1 && words.get(0).equals("!")) {
      negated = !negated;
      words = words.subList(1, words.size());
    }
    int status = evaluate(invocation, words);
    return negated && status < 2 ? 1 - status : status;
  }

  private static int evaluate(Invocation invocation, List<String> words) {
    return switch (words.size()) {
      case 0 -> 1;
      case 1 -> status(!words.get(0).isEmpty());
      case 2 -> unary(invocation, words.get(0), words.get(1));
      case 3 -> binary(invocation, words);
      default -> complain(invocation, words.get(3) + ": unexpected operator");
    };
  }

  private static int status(boolean holds) {
    return holds ? 0 : 1;
  }

  private static int complain(Invocation invocation, String problem) {
    invocation.err("sh: " + problem);
    return 2;
  }

  private static int unary(Invocation invocation, String operator, String word) {
    String content = new PlaceFiles(invocation.place()).read(word);
    boolean isFolder = !word.isEmpty() && new Folders(invocation.place()).isFolder(word);
    return switch (operator) {
      case "-n" -> status(!word.isEmpty());
      case "-z" -> status(word.isEmpty());
      case "-e", "-r", "-w" -> status(content != null || isFolder);
      case "-f" -> status(content != null && !isFolder);
      case "-d", "-x" -> status(isFolder);
      case "-L", "-h" -> 1; // there are no links
      case "-s" -> status(isFolder || (content != null && !content.isEmpty()));
      default -> complain(invocation, operator + ": unexpected operator");
    };
  }

  private static int binary(Invocation invocation, List<String> words) {
    String left = words.get(0);
    String right = words.get(2);
    return switch (words.get(1)) {
      case "=", "==" -> status(left.equals(right));
      case "!=" -> status(!left.equals(right));
      case "-eq", "-ne", "-lt", "-le", "-gt", "-ge" -> numbers(invocation, words);
      default -> complain(invocation, words.get(1) + ": unexpected operator");
    };
  }

  private static int numbers(Invocation invocation, List<String> words) {
    for (String word : List.of(words.get(0), words.get(2))) {
      if (!word.matches("-?\\d{1,18}")) {
        return complain(invocation, word + ": bad number");
      }
    }
    int order = Long.compare(Long.parseLong(words.get(0)), Long.parseLong(words.get(2)));
    return status(
        switch (words.get(1)) {
          case "-eq" -> order == 0;
          case "-ne" -> order != 0;
          case "-lt" -> order < 0;
          case "-le" -> order <= 0;
          case "-gt" -> order > 0;
          default -> order >= 0;
        });
  }
}
