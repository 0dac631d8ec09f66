package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.IpSet;
import dev.drydock.core.netfilter.IpSets;
import dev.drydock.core.netfilter.Tables;
import dev.drydock.core.netfilter.rule.SetMatch;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `ipset create | add | del | test | list | save | restore | flush | destroy | rename | swap` of
/// ipset 7.17, for the types `hash:ip`, `hash:net` and `hash:ip,port`. The real one lists entries
/// in the order of a hash; here the oldest comes first.
final class IpsetTool implements Tool {
  private static final String NAME = "ipset v7.17: ";
  private static final String MISSING = "The set with the given name does not exist";

  @Override
  public int run(Invocation invocation) {
    try {
      Tables tables = invocation.place().namespace().ipv4().netfilter().tables();
      new Call(tables, invocation).run(invocation.arguments());
      return 0;
    } catch (CommandFailure e) {
      return e.end(invocation);
    }
  }

  /// One call.
  private static final class Call {
    private final Tables tables;
    private final IpSets sets;
    private final Invocation invocation;

    Call(Tables tables, Invocation invocation) {
      this.tables = tables;
      this.sets = tables.sets();
      this.invocation = invocation;
    }

    void run(List<String> arguments) throws CommandFailure {
      List<String> words = new ArrayList<>(arguments);
      boolean exist = words.removeIf(word -> word.equals("-exist") || word.equals("-!"));
      if (words.isEmpty()) {
        throw IpsetErrors.usage("No command specified.");
      }
      String command = words.remove(0);
      switch (command) {
        case "create", "-N", "n" -> create(words, exist);
        case "add", "-A", "del", "-D", "test", "-T" -> entry(command, words, exist);
        case "list", "-L", "save", "-S" -> list(command, words);
        case "flush", "-F" -> each(words, name -> find(name).flush());
        case "destroy", "-X" -> destroy(words);
        case "rename", "-E", "swap", "-W" -> exchange(command, words);
        case "restore", "-R" -> restore();
        case "version", "-v", "--version" ->
            invocation.out(NAME.replace(":", ",") + "protocol version: 7");
        default -> throw IpsetErrors.usage("No command specified: unknown argument " + command);
      }
    }

    private IpSet find(String name) throws CommandFailure {
      IpSet set = sets.find(name);
      if (set == null) {
        throw IpsetErrors.kernel(MISSING);
      }
      return set;
    }

    private static String argument(List<String> words, String command) throws CommandFailure {
      if (words.isEmpty()) {
        throw IpsetErrors.usage("Missing mandatory argument to command " + command);
      }
      return words.remove(0);
    }

    private static String second(List<String> words, String command) throws CommandFailure {
      if (words.isEmpty()) {
        throw IpsetErrors.usage("Missing second mandatory argument to command " + command);
      }
      return words.remove(0);
    }

    private void create(List<String> words, boolean exist) throws CommandFailure {
      String name = argument(words, "create");
      IpSet.Type type = SetWords.type(second(words, "create"));
      int hashSize = 1024;
      int most = 65_536;
      while (!words.isEmpty()) {
        String option = words.remove(0);
        String value = words.isEmpty() ? "" : words.remove(0);
        switch (option) {
          case "hashsize" -> hashSize = SetWords.number(value);
          case "maxelem" -> most = SetWords.number(value);
          case "family", "bucketsize", "initval" -> {
            // IPv4, and how the hash is made
          }
          default -> throw IpsetErrors.usage("Unknown argument: `" + option + "'");
        }
      }
      if (sets.find(name) != null) {
        if (exist) {
          return;
        }
        throw IpsetErrors.kernel("Set cannot be created: set with the same name already exists");
      }
      sets.put(name, new IpSet(type, hashSize, most));
    }

    private void entry(String command, List<String> words, boolean exist) throws CommandFailure {
      String verb = command.replace("-A", "add").replace("-D", "del").replace("-T", "test");
      IpSet set = find(argument(words, verb));
      String name = sets.nameOf(set);
      String text = second(words, verb);
      boolean exception = words.contains("nomatch");
      for (IpSet.Entry entry : SetWords.entries(set.type(), text)) {
        switch (verb) {
          case "add" -> add(set, entry, exception, exist);
          case "del" -> {
            if (!set.remove(entry) && !exist) {
              throw IpsetErrors.kernel("Element cannot be deleted from the set: it's not added");
            }
          }
          default -> test(set, name, entry);
        }
      }
    }

    private static void add(IpSet set, IpSet.Entry entry, boolean exception, boolean exist)
        throws CommandFailure {
      if (set.has(entry) && !exist) {
        throw IpsetErrors.kernel("Element cannot be added to the set: it's already added");
      }
      if (!set.add(entry, exception)) {
        throw IpsetErrors.kernel("Hash is full, cannot add more elements");
      }
    }

    private void test(IpSet set, String name, IpSet.Entry entry) throws CommandFailure {
      if (set.contains(entry.prefix().address(), entry.protocol(), entry.port())) {
        invocation.err("Warning: " + entry.text() + " is in set " + name + ".");
      } else {
        throw new CommandFailure(1, entry.text() + " is NOT in set " + name + ".");
      }
    }

    private interface Change {
      void make(String name) throws CommandFailure;
    }

    private void each(List<String> words, Change change) throws CommandFailure {
      for (String name : words.isEmpty() ? sets.names() : List.of(words.get(0))) {
        change.make(name);
      }
    }

    private void destroy(List<String> words) throws CommandFailure {
      each(
          words,
          name -> {
            if (references(find(name)) > 0) {
              throw IpsetErrors.kernel(
                  "Set cannot be destroyed: it is in use by a kernel component");
            }
          });
      each(words, sets::remove);
    }

    private int references(IpSet set) {
      int count = 0;
      for (var table : tables.all()) {
        for (var chain : table.chains()) {
          for (var rule : chain.rules()) {
            for (var match : rule.matches()) {
              count += match instanceof SetMatch asking && asking.set() == set ? 1 : 0;
            }
          }
        }
      }
      return count;
    }

    private void exchange(String command, List<String> words) throws CommandFailure {
      boolean swap = command.equals("swap") || command.equals("-W");
      String from = argument(words, swap ? "swap" : "rename");
      String to = second(words, swap ? "swap" : "rename");
      IpSet set = find(from);
      if (swap) {
        IpSet other = find(to);
        if (other.type() != set.type()) {
          throw IpsetErrors.kernel("The sets cannot be swapped: their type does not match");
        }
        sets.put(from, other);
      } else {
        if (sets.find(to) != null) {
          throw IpsetErrors.kernel("Set cannot be renamed: a set with the new name already exists");
        }
        sets.remove(from);
      }
      sets.put(to, set);
    }

    private void restore() throws CommandFailure {
      for (String line : invocation.input().split("\n", -1)) {
        String words = line.strip();
        if (!words.isEmpty() && !words.startsWith("#") && !words.equals("COMMIT")) {
          run(List.of(words.split(" +", -1)));
        }
      }
    }

    private void list(String command, List<String> words) throws CommandFailure {
      boolean save = command.equals("save") || command.equals("-S");
      boolean names = words.removeIf(word -> word.equals("-n") || word.equals("-name"));
      boolean terse = words.removeIf(word -> word.equals("-t") || word.equals("-terse"));
      boolean[] first = {true};
      each(
          words,
          name -> {
            IpSet set = find(name);
            if (names) {
              invocation.out(name);
            } else if (save) {
              save(name, set);
            } else {
              invocation.out((first[0] ? "" : "\n") + "Name: " + name);
              first[0] = false;
              show(name, set, terse);
            }
          });
    }

    private static String header(String name, IpSet set) {
      return String.format(
          Locale.ROOT,
          "family inet hashsize %d maxelem %d bucketsize 12 initval 0x%08x",
          set.hashSize(),
          set.most(),
          name.hashCode() * 0x9E3779B9);
    }

    private void save(String name, IpSet set) {
      invocation.out("create " + name + " " + set.type().word() + " " + header(name, set));
      for (IpSet.Entry entry : set.entries()) {
        invocation.out("add " + name + " " + text(set, entry));
      }
    }

    private static String text(IpSet set, IpSet.Entry entry) {
      return entry.text() + (set.isException(entry) ? " nomatch" : "");
    }

    private void show(String name, IpSet set, boolean terse) {
      int count = set.entries().size();
      invocation.out("Type: " + set.type().word());
      invocation.out("Revision: " + set.type().revision());
      invocation.out("Header: " + header(name, set));
      invocation.out("Size in memory: " + set.type().bytes(count));
      invocation.out("References: " + references(set));
      invocation.out("Number of entries: " + count);
      if (!terse) {
        invocation.out("Members:");
        set.entries().forEach(entry -> invocation.out(text(set, entry)));
      }
    }
  }
}
