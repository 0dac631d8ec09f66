package dev.drydock.scenarios.tools.basic;

import dev.drydock.scenarios.tools.Folders;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.ToolEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// `find` with names, types and depths; `-print` and `-exec` (BusyBox 1.35 `findutils/find.c`).
/// Entries of a folder come by name; the real ones come as the file system has them. Nothing is
/// known of owners, modes, sizes and times.
final class FindTool implements Tool {
  private static final int DEPTH_MAX = 64;

  @Override
  public int run(Invocation invocation) {
    List<String> words = invocation.arguments();
    int first = 0;
    while (first < words.size() && !isExpression(words.get(first))) {
      first++;
    }
    List<String> paths = first == 0 ? List.of(".") : words.subList(0, first);
    Search search = new Search(invocation);
    String unknown = search.read(words.subList(first, words.size()));
    if (!unknown.isEmpty()) {
      invocation.err("find: " + unknown);
      return 1;
    }
    paths.forEach(search::begin);
    return search.status;
  }

  private static boolean isExpression(String word) {
    return word.startsWith("-") || word.equals("!") || word.equals("(");
  }

  /// One test of a name.
  private record Test(boolean isWanted, Pattern pattern, boolean isWhole, String types) {
    boolean fits(String path, String name, boolean isFolder) {
      boolean fits =
          types.isEmpty()
              ? pattern.matcher(isWhole ? path : name).matches()
              : types.contains(isFolder ? "d" : "f");
      return fits == isWanted;
    }
  }

  /// One search.
  private static final class Search {
    private final Invocation invocation;
    private final Folders folders;
    private final List<Test> tests = new ArrayList<>();
    private final List<String> command = new ArrayList<>();
    private int least;
    private int most = DEPTH_MAX;
    private String end = "\n";
    private int status;

    Search(Invocation invocation) {
      this.invocation = invocation;
      this.folders = new Folders(invocation.place());
    }

    /// Reads what is asked of entries.
    ///
    /// @return what is wrong; empty for nothing
    String read(List<String> words) {
      boolean isWanted = true;
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        boolean takesValue = word.matches("-(i?name|i?path|type|maxdepth|mindepth|exec)");
        if (takesValue && i + 1 == words.size()) {
          return "option requires an argument -- '" + word.substring(1) + "'";
        }
        String value = takesValue ? words.get(i + 1) : "";
        switch (word) {
          case "!", "-not" -> {
            isWanted = false;
            continue;
          }
          case "-name", "-iname", "-path", "-ipath" ->
              tests.add(new Test(isWanted, pattern(word, value), word.endsWith("path"), ""));
          case "-type" -> tests.add(new Test(isWanted, Pattern.compile(""), false, value));
          case "-maxdepth" -> most = number(value);
          case "-mindepth" -> least = number(value);
          case "-print", "-a", "-follow", "-xdev" -> {}
          case "-print0" -> end = "\0";
          case "-exec" -> {
            int last = i + 1;
            while (last < words.size() && !words.get(last).matches("[;+]")) {
              command.add(words.get(last++));
            }
            i = last;
          }
          default -> {
            return unrecognized(word);
          }
        }
        i += takesValue && !word.equals("-exec") ? 1 : 0;
        isWanted = true;
      }
      return "";
    }

    private String unrecognized(String word) {
      boolean isBusybox = invocation.place().toolbox().has(ToolEntry.BUSYBOX);
      return isBusybox ? "unrecognized: " + word : "unknown predicate `" + word + "'";
    }

    private static int number(String text) {
      return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    }

    /// A pattern of the shell, of which `*` takes slashes as well in paths.
    private static Pattern pattern(String word, String text) {
      StringBuilder expression = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        char letter = text.charAt(i);
        switch (letter) {
          case '*' -> expression.append(".*");
          case '?' -> expression.append('.');
          default -> expression.append(Pattern.quote(String.valueOf(letter)));
        }
      }
      int flags = Pattern.DOTALL | (word.startsWith("-i") ? Pattern.CASE_INSENSITIVE : 0);
      return Pattern.compile(expression.toString(), flags);
    }

    void begin(String path) {
      boolean isFolder = folders.isFolder(path);
      if (isFolder || new PlaceFiles(invocation.place()).exists(path)) {
        walk(path, isFolder, 0);
        return;
      }
      boolean isBusybox = invocation.place().toolbox().has(ToolEntry.BUSYBOX);
      String shown = isBusybox ? path : "‘" + path + "’";
      invocation.err("find: " + shown + ": No such file or directory");
      status = 1;
    }

    private void walk(String path, boolean isFolder, int depth) {
      String name = path.replaceFirst("(?<=.)/+$", "");
      String last = name.substring(name.lastIndexOf('/') + 1);
      if (depth >= least && tests.stream().allMatch(t -> t.fits(path, last, isFolder))) {
        found(path);
      }
      List<Folders.Item> items = isFolder && depth < most ? folders.list(path) : null;
      for (Folders.Item item : items == null ? List.<Folders.Item>of() : items) {
        String inside = path.endsWith("/") ? path : path + "/";
        walk(inside + item.name(), item.isFolder(), depth + 1);
      }
    }

    private void found(String path) {
      if (command.isEmpty()) {
        invocation.output().write(path + end, false);
        return;
      }
      List<String> words = command.stream().map(word -> word.replace("{}", path)).toList();
      Invocation.Io io = new Invocation.Io("", invocation.output());
      invocation.shell().execute(words, invocation.place(), io);
    }
  }
}
