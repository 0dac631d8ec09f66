package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.shell.Script.Redirection;
import dev.drydock.scenarios.tools.Input;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.PlaceFiles;
import java.util.List;

/// Points the streams of one command elsewhere.
final class Redirections {
  private final PlaceFiles files;
  private final Expansion expansion;
  private final Streams.Sink complaints;
  private Streams streams;
  private boolean failed;

  Redirections(Place place, Expansion expansion, Streams streams) {
    this.files = new PlaceFiles(place);
    this.expansion = expansion;
    this.complaints = streams.err();
    this.streams = streams;
  }

  /// Applies redirections in their order.
  ///
  /// @return false when a file cannot be opened; it has been said
  boolean apply(List<Redirection> redirections) throws SyntaxException {
    for (Redirection redirection : redirections) {
      if (!apply(redirection, expansion.single(redirection.target()))) {
        return false;
      }
    }
    return true;
  }

  private boolean apply(Redirection redirection, String target) throws SyntaxException {
    return switch (redirection.kind()) {
      case INPUT -> input(target);
      case HERE_STRING -> {
        streams = streams.withInput(Input.of(target + "\n"));
        yield true;
      }
      case HERE_DOCUMENT -> {
        streams = streams.withInput(Input.of(target));
        yield true;
      }
      case OUTPUT, APPEND -> output(redirection, target);
      case DUPLICATE -> duplicate(redirection, target);
    };
  }

  private boolean input(String path) {
    String content = files.read(path);
    if (content == null) {
      complaints.accept("sh: can't open " + path + ": no such file\n");
      return false;
    }
    streams = streams.withInput(Input.of(content));
    return true;
  }

  private boolean output(Redirection redirection, String path) {
    Streams.Sink sink =
        switch (path) {
          case "/dev/null" -> Streams.NULL;
          case "/dev/stdout", "/dev/tty" -> streams.out();
          case "/dev/stderr" -> streams.err();
          default -> file(path);
        };
    if (sink instanceof FileSink && !open(path, redirection.kind())) {
      return false;
    }
    point(redirection.descriptor(), sink);
    return true;
  }

  private boolean open(String path, Redirection.Kind kind) {
    if (!files.canWrite(path)) {
      complaints.accept("sh: can't create " + path + ": " + files.writeError(path) + "\n");
      return false;
    }
    return files.write(path, "", kind == Redirection.Kind.APPEND);
  }

  /// Every write goes to the end of the file, which was emptied when it was opened.
  private FileSink file(String path) {
    return text -> {
      if (!files.write(path, text, true) && !failed) {
        failed = true;
        complaints.accept("sh: write error: Invalid argument\n");
      }
    };
  }

  /// A sink that is a file.
  private interface FileSink extends Streams.Sink {}

  private boolean duplicate(Redirection redirection, String target) throws SyntaxException {
    switch (target) {
      case "1" -> point(redirection.descriptor(), streams.out());
      case "2" -> point(redirection.descriptor(), streams.err());
      case "-" -> point(redirection.descriptor(), Streams.NULL);
      default -> throw new SyntaxException("syntax error: bad fd number");
    }
    return true;
  }

  private void point(int descriptor, Streams.Sink sink) {
    if (descriptor == 1 || descriptor == -1) {
      streams = streams.withOut(sink);
    }
    if (descriptor == 2 || descriptor == -1) {
      streams = streams.withErr(sink);
    }
  }

  /// The streams with everything applied.
  Streams streams() {
    return streams;
  }

  /// Whether a file refused what was written.
  boolean hasFailed() {
    return failed;
  }
}
