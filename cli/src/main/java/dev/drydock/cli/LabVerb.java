package dev.drydock.cli;

import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.text.Spelling;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `drydock lab list|show NAME|run NAME`: the labs that come with the program.
final class LabVerb implements Verb {
  private static final String USAGE = "lab takes: list, show NAME or run NAME";
  private static final Pattern PICTURE = Pattern.compile("(?m)^!\\[(.*)]\\((\\S+\\.svg)\\)$");
  private static final List<String> ACTIONS = List.of("list", "show", "run");

  @Override
  public String name() {
    return "lab";
  }

  @Override
  public String summary() {
    return "list, show or run the labs that come with it";
  }

  @Override
  public void declare(Syntax syntax) {
    RunVerb.declareOptions(syntax);
    syntax.addWords("list|show|run", "what to do, and with which lab");
  }

  @Override
  public List<String> examples() {
    return List.of(
        "",
        "A lab is run with its fix: steps marked so, or a file fix.yaml beside its compose.yaml.",
        "The options are those of \"drydock run\".",
        "",
        "docs/labs.md lists the labs by topic, docs/learn.md in the order in which to take them.",
        "",
        "Examples:",
        "  drydock lab list",
        "  drydock lab show publish                   # the story, what to look at, and why",
        "  drydock lab run publish",
        "  drydock lab run ufw-bypass --without-fix   # see it fail");
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    List<String> words = arguments.words();
    String action = words.isEmpty() ? "" : words.getFirst();
    if (!ACTIONS.contains(action)) {
      throw new UserError(USAGE + hint(action, streams));
    }
    boolean takesName = List.of("show", "run").contains(action);
    if (words.size() != (takesName ? 2 : 1)) {
      throw new UserError(USAGE);
    }
    return switch (action) {
      case "list" -> list(Labs.find(streams), streams);
      case "show" -> show(Labs.find(streams).get(words.getLast()), streams);
      default -> play(Labs.find(streams).get(words.getLast()), arguments, streams);
    };
  }

  /// What a wrong first word was meant to be: an action, or the name of a lab without one.
  private static String hint(String word, Streams streams) throws UserError {
    boolean isLab = !word.isEmpty() && Labs.find(streams).has(word);
    String hint = isLab ? "did you mean \"show " + word + "\"?" : Spelling.hint(word, ACTIONS);
    return hint.isEmpty() ? "" : "; " + hint;
  }

  private static int list(Labs labs, Streams streams) throws UserError {
    List<Labs.Lab> all = labs.all();
    int width = all.stream().mapToInt(lab -> lab.name().length()).max().orElse(0) + 2;
    for (Labs.Lab lab : all) {
      String gap = " ".repeat(width - lab.name().length());
      streams.out().println(lab.name() + gap + Words.visible(lab.summary()));
    }
    return ExitStatus.OK;
  }

  /// Prints the page; in place of a picture, which no terminal shows, stands where it is.
  private static int show(Labs.Lab lab, Streams streams) throws UserError {
    Path base = streams.folder().toAbsolutePath();
    String page =
        PICTURE
            .matcher(lab.page())
            .replaceAll(picture -> {
              Path file = lab.folder().resolve(picture.group(2)).toAbsolutePath().normalize();
              Path near = file.startsWith(base) ? base.relativize(file) : file;
              return Matcher.quoteReplacement(picture.group(1) + ": " + near);
            });
    streams.out().print(page);
    return ExitStatus.OK;
  }

  private static int play(Labs.Lab lab, Arguments arguments, Streams streams) throws UserError {
    ReadRequest request =
        new ReadRequest(
            lab.files(!arguments.has("--without-fix")),
            streams.folder(),
            streams.environment(),
            null,
            List.of(),
            InputStream.nullInputStream(),
            List.of());
    return RunVerb.run(List.of(request), arguments, streams);
  }
}
