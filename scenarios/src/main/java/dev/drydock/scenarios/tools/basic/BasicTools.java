package dev.drydock.scenarios.tools.basic;

import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.ToolEntry;
import java.util.ArrayList;
import java.util.List;

/// The small general commands.
public final class BasicTools {
  private final List<ToolEntry> entries = new ArrayList<>();

  private BasicTools() {}

  /// What there is.
  public static List<ToolEntry> entries() {
    BasicTools tools = new BasicTools();
    tools.add("true", invocation -> 0);
    tools.add("false", invocation -> 1);
    tools.add("echo", BasicTools::echo);
    tools.add("test", new TestTool());
    tools.add("[", new TestTool());
    tools.add("cat", BasicTools::cat);
    tools.add("hostname", BasicTools::hostname);
    tools.add("env", BasicTools::env);
    tools.add("printenv", BasicTools::env);
    return List.copyOf(tools.entries);
  }

  private void add(String name, Tool tool) {
    entries.add(new ToolEntry(name, ToolEntry.EVERYWHERE, tool));
  }

  private static int echo(Invocation invocation) {
    List<String> words = invocation.arguments();
    boolean bare = !words.isEmpty() && words.get(0).equals("-n");
    String text = String.join(" ", bare ? words.subList(1, words.size()) : words);
    invocation.output().write(bare ? text : text + "\n", false);
    return 0;
  }

  private static int cat(Invocation invocation) {
    PlaceFiles files = new PlaceFiles(invocation.place());
    int status = 0;
    List<String> paths = invocation.arguments().isEmpty() ? List.of("-") : invocation.arguments();
    for (String path : paths) {
      String content = path.equals("-") ? invocation.input() : files.read(path);
      if (content == null) {
        invocation.err("cat: can't open '" + path + "': No such file or directory");
        status = 1;
      } else {
        invocation.output().write(content, false);
      }
    }
    return status;
  }

  private static int hostname(Invocation invocation) {
    invocation.out(invocation.place().hostname());
    return 0;
  }

  private static int env(Invocation invocation) {
    invocation.place().environment().forEach((name, value) -> invocation.out(name + "=" + value));
    return 0;
  }
}
