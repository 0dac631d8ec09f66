package dev.drydock.scenarios.tools.tc;

import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.tc.QdiscRequest.Options;
import dev.drydock.scenarios.tools.tc.QdiscRequest.Verb;
import org.jspecify.annotations.Nullable;

/// Reads `tc qdisc add|del|change|replace …` (`tc_qdisc_modify` of `tc/tc_qdisc.c`).
final class QdiscReader {
  static final String USAGE =
      """
      Usage: tc qdisc [ add | del | replace | change | show ] dev STRING
             [ handle QHANDLE ] [ root | ingress | clsact | parent CLASSID ]
             [ estimator INTERVAL TIME_CONSTANT ]
             [ stab [ help | STAB_OPTIONS] ]
             [ ingress_block BLOCK_INDEX ] [ egress_block BLOCK_INDEX ]
             [ [ QDISC_KIND ] [ help | OPTIONS ] ]

             tc qdisc { show | list } [ dev STRING ] [ QDISC_ID ] [ invisible ]
      Where:
      QDISC_KIND := { [p|b]fifo | tbf | prio | cbq | red | etc. }
      OPTIONS := ... try tc qdisc add <desired QDISC_KIND> help
      STAB_OPTIONS := ... try tc qdisc add stab help
      QDISC_ID := { root | ingress | handle QHANDLE | parent CLASSID }\
      """;

  private final TcWords words;
  private final Verb verb;
  private String device = "";
  private int handle;
  private int parent;
  private String kind = "";
  private Options options = Options.NONE;

  private QdiscReader(Verb verb, TcWords words) {
    this.verb = verb;
    this.words = words;
  }

  static QdiscRequest read(Verb verb, TcWords words) throws CommandFailure {
    QdiscReader reader = new QdiscReader(verb, words);
    while (words.hasNext() && reader.kind.isEmpty()) {
      reader.word(words.take());
    }
    if (!reader.kind.isEmpty()) {
      reader.options = options(reader.kind, words);
    }
    return new QdiscRequest(
        verb, reader.device, reader.handle, reader.parent, reader.kind, reader.options);
  }

  private void word(String word) throws CommandFailure {
    switch (word) {
      case "dev" -> {
        String name = words.take();
        refuseSecond(!device.isEmpty(), "dev", name);
        device = name.substring(0, Math.min(15, name.length()));
      }
      case "handle" -> {
        refuseSecond(handle != 0, "handle", "handle");
        handle = handleOf(words.take(), "invalid qdisc ID");
      }
      case "root" -> {
        refuseParent("\"root\" is duplicate parent ID");
        parent = QdiscRequest.ROOT;
      }
      case "ingress", "clsact" -> {
        refuseParent("\"" + word + "\" is a duplicate parent ID");
        kind = word;
      }
      case "parent" -> {
        String value = words.take();
        refuseSecond(parent != 0, "parent", value);
        parent = classOf(value, "invalid parent ID");
      }
      default -> other(word);
    }
  }

  private void other(String word) throws CommandFailure {
    if (TcWords.matches(word, "help")) {
      throw new CommandFailure(verb == Verb.DELETE ? 2 : 1, USAGE);
    }
    kind = word;
  }

  private static void refuseSecond(boolean again, String key, String value) throws CommandFailure {
    if (again) {
      throw TcErrors.usage(
          "Error: duplicate \"" + key + "\": \"" + value + "\" is the second value.");
    }
  }

  private void refuseParent(String text) throws CommandFailure {
    if (parent != 0) {
      throw TcErrors.usage("Error: " + text);
    }
  }

  /// `1:`, `1` or `none`: the major number (`get_qdisc_handle`).
  static int handleOf(String text, String wrong) throws CommandFailure {
    int end = text.indexOf(':');
    return number(end < 0 ? text : text.substring(0, end), text, wrong);
  }

  /// `1:2`, `:2` or `root` (`get_tc_classid`).
  static int classOf(String text, String wrong) throws CommandFailure {
    if (text.equals("root")) {
      return QdiscRequest.ROOT;
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      return number(text, text, wrong);
    }
    String minor = text.substring(colon + 1);
    int major = colon == 0 ? 0 : number(text.substring(0, colon), text, wrong);
    return (major << 16) | (minor.isEmpty() ? 0 : number(minor, text, wrong));
  }

  private static int number(String digits, String text, String wrong) throws CommandFailure {
    if (digits.equals("none")) {
      return 0;
    }
    if (!digits.matches("[0-9a-fA-F]{1,4}")) {
      throw TcErrors.usage("Error: argument \"" + text + "\" is wrong: " + wrong);
    }
    return Integer.parseInt(digits, 16);
  }

  private static Options options(String kind, TcWords words) throws CommandFailure {
    return switch (kind) {
      case "netem" -> new Options(NetemOptions.read(words), null, null, null);
      case "tbf" -> new Options(null, TbfOptions.read(words), null, null);
      case "fq_codel" -> new Options(null, null, FqCodelOptions.read(words), null);
      case "pfifo", "bfifo", "pfifo_head_drop" -> new Options(null, null, null, limit(kind, words));
      default -> {
        if (words.hasNext()) {
          throw TcErrors.options(
              "Unknown qdisc \""
                  + kind
                  + "\", hence option \""
                  + words.peek()
                  + "\" is unparsable");
        }
        yield Options.NONE;
      }
    };
  }

  private static @Nullable Long limit(String kind, TcWords words) throws CommandFailure {
    Long limit = null;
    while (words.hasNext()) {
      String word = words.take();
      if (!word.equals("limit")) {
        throw TcErrors.options(
            (word.equals("help") ? "" : kind + ": unknown parameter \"" + word + "\"\n")
                + "Usage: ... <[p|b]fifo | pfifo_head_drop> [ limit NUMBER ]");
      }
      String value = words.take();
      limit = TcNumbers.size(value);
      if (limit == null) {
        throw TcErrors.options(kind + ": Illegal value for \"limit\": \"" + value + "\"");
      }
    }
    return limit;
  }
}
