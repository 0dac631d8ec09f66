package dev.drydock.scenarios.tools.tc;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.qdisc.ParentQdisc;
import dev.drydock.core.qdisc.Qdisc;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.tc.QdiscListing.Display;
import dev.drydock.scenarios.tools.tc.QdiscRequest.Verb;
import java.util.Comparator;
import java.util.List;

/// `tc` of iproute2 6.1: `qdisc`, and the `class` and `filter` lists (`tc/tc.c`).
public final class TcTool implements Tool {
  private static final String USAGE =
      """
      Usage:\ttc [ OPTIONS ] OBJECT { COMMAND | help }
      \ttc [-force] -batch filename
      where  OBJECT := { qdisc | class | filter | chain |
      \t\t    action | monitor | exec }
             OPTIONS := { -V[ersion] | -s[tatistics] | -d[etails] | -r[aw] |
      \t\t    -o[neline] | -j[son] | -p[retty] | -c[olor]
      \t\t    -b[atch] [filename] | -n[etns] name | -N[umeric] |
      \t\t     -nm | -nam[es] | { -cf | -conf } path
      \t\t     -br[ief] }\
      """;

  /// The tool, with the package that brings it.
  public static List<ToolEntry> entries() {
    return List.of(new ToolEntry("tc", "iproute2", new TcTool()));
  }

  @Override
  public int run(Invocation invocation) {
    try {
      new Command(invocation, new TcWords(invocation.arguments())).run();
      return 0;
    } catch (CommandFailure failure) {
      return failure.end(invocation);
    }
  }

  /// One run.
  private static final class Command {
    private final Invocation invocation;
    private final TcWords words;
    private final Netns namespace;
    private Display display = new Display(false, false, false, false, false);

    Command(Invocation invocation, TcWords words) {
      this.invocation = invocation;
      this.words = words;
      this.namespace = invocation.place().namespace();
    }

    void run() throws CommandFailure {
      while (words.hasNext() && words.peek().startsWith("-")) {
        if (!option(words.take().replaceFirst("^--", "-"))) {
          return;
        }
      }
      if (!words.hasNext()) {
        invocation.err(USAGE);
        return;
      }
      String object = words.take();
      if (TcWords.matches(object, "qdisc")) {
        qdisc();
      } else if (TcWords.matches(object, "class")) {
        classes();
      } else if (TcWords.matches(object, "filter")) {
        filters();
      } else if (TcWords.matches(object, "help")) {
        invocation.err(USAGE);
      } else {
        throw TcErrors.usage("Object \"" + object + "\" is unknown, try \"tc help\".");
      }
    }

    /// @return false when that was all
    private boolean option(String word) throws CommandFailure {
      Display old = display;
      if (TcWords.matches(word, "-stats") || TcWords.matches(word, "-statistics")) {
        display = new Display(true, old.details(), old.raw(), old.binaryRates(), old.oneLine());
      } else if (TcWords.matches(word, "-details")) {
        display = new Display(old.statistics(), true, old.raw(), old.binaryRates(), old.oneLine());
      } else if (TcWords.matches(word, "-raw")) {
        display =
            new Display(old.statistics(), old.details(), true, old.binaryRates(), old.oneLine());
      } else if (TcWords.matches(word, "-Version")) {
        invocation.out("tc utility, iproute2-6.1.0, libbpf 1.1.2");
        return false;
      } else if (TcWords.matches(word, "-iec")) {
        display = new Display(old.statistics(), old.details(), old.raw(), true, old.oneLine());
      } else if (TcWords.matches(word, "-help")) {
        invocation.err(USAGE);
        return false;
      } else if (TcWords.matches(word, "-oneline")) {
        display = new Display(old.statistics(), old.details(), old.raw(), old.binaryRates(), true);
      } else if (!List.of("-p", "-pretty", "-force", "-N", "-nm").contains(word)) {
        throw TcErrors.usage("Option \"" + word + "\" is unknown, try \"tc -help\".");
      }
      return true;
    }

    private void qdisc() throws CommandFailure {
      String verb = words.hasNext() ? words.take() : "show";
      if (TcWords.matches(verb, "add")) {
        modify(Verb.ADD);
      } else if (TcWords.matches(verb, "change")) {
        modify(Verb.CHANGE);
      } else if (TcWords.matches(verb, "replace")) {
        modify(Verb.REPLACE);
      } else if (TcWords.matches(verb, "link")) {
        modify(Verb.LINK);
      } else if (TcWords.matches(verb, "delete")) {
        modify(Verb.DELETE);
      } else if (isList(verb)) {
        list();
      } else if (TcWords.matches(verb, "help")) {
        invocation.err(QdiscReader.USAGE);
      } else {
        throw TcErrors.usage("Command \"" + verb + "\" is unknown, try \"tc qdisc help\".");
      }
    }

    private static boolean isList(String verb) {
      return TcWords.matches(verb, "list")
          || TcWords.matches(verb, "show")
          || TcWords.matches(verb, "lst");
    }

    private void modify(Verb verb) throws CommandFailure {
      QdiscRequest request = QdiscReader.read(verb, words);
      if (request.device().isEmpty()) {
        throw TcErrors.errno("No such device");
      }
      NetDevice device = device(request.device());
      RandomStream random =
          invocation.lab().random("qdisc " + device.path() + " " + request.kind());
      new QdiscChanges(device, invocation.place().box(), random).apply(request);
    }

    private NetDevice device(String name) throws CommandFailure {
      NetDevice device = namespace.device(name);
      if (device == null) {
        throw TcErrors.noDevice(name);
      }
      return device;
    }

    private void list() throws CommandFailure {
      String name = "";
      QdiscListing.Filter filter = new QdiscListing.Filter(0, 0);
      while (words.hasNext()) {
        String word = words.take();
        if (word.equals("dev")) {
          name = words.take();
        } else if (word.equals("root")) {
          filter = filter(filter, QdiscRequest.ROOT, 0, word);
        } else if (TcWords.matches(word, "parent")) {
          int parent = QdiscReader.classOf(words.take(), "invalid parent ID");
          filter = filter(filter, parent, 0, word);
        } else if (TcWords.matches(word, "handle")) {
          int handle = QdiscReader.handleOf(words.take(), "invalid handle ID");
          filter = filter(filter, 0, handle, word);
        } else if (!word.equals("ingress") && !word.equals("invisible")) {
          throw TcErrors.usage("What is \"" + word + "\"? Try \"tc qdisc help\".");
        }
      }
      QdiscListing listing = new QdiscListing(display, name.isEmpty());
      StringBuilder text = new StringBuilder();
      for (NetDevice device : name.isEmpty() ? devices() : List.of(device(name))) {
        text.append(listing.of(device, filter));
      }
      invocation.output().write(text.toString(), false);
    }

    private static QdiscListing.Filter filter(
        QdiscListing.Filter old, int parent, int handle, String word) throws CommandFailure {
      if (old.parent() != 0 || old.handle() != 0) {
        throw TcErrors.usage(
            "Error: argument \""
                + word
                + "\" is wrong: "
                + (old.parent() == 0 ? "handle" : "parent")
                + " is already specified");
      }
      return new QdiscListing.Filter(parent, handle);
    }

    private List<NetDevice> devices() {
      return namespace.devices().stream()
          .sorted(Comparator.comparingInt(NetDevice::index))
          .toList();
    }

    /// `tc class show dev DEV`: netem and tbf have one class each.
    private void classes() throws CommandFailure {
      NetDevice device = deviceOfList("class");
      Qdisc shown = device.qdisc();
      while (shown instanceof ParentQdisc parent && shown.handle() != 0) {
        String handle = Integer.toHexString(shown.handle());
        Qdisc child = parent.child();
        boolean named = child != null && child.handle() != 0;
        invocation.out(
            "class "
                + (shown.kind() + " " + handle + ":1 parent " + handle + ": ")
                + (child != null && named
                    ? "leaf " + Integer.toHexString(child.handle()) + ": "
                    : ""));
        shown = child;
      }
    }

    private void filters() throws CommandFailure {
      deviceOfList("filter");
    }

    private NetDevice deviceOfList(String object) throws CommandFailure {
      String verb = words.hasNext() ? words.take() : "show";
      if (!isList(verb)) {
        throw TcErrors.usage(
            "Command \"" + verb + "\" is unknown, try \"tc " + object + " help\".");
      }
      String name = "";
      while (words.hasNext()) {
        if (words.take().equals("dev")) {
          name = words.take();
        }
      }
      if (name.isEmpty()) {
        throw TcErrors.usage("\"dev\" is required.");
      }
      return device(name);
    }
  }
}
