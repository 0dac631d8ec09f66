package dev.drydock.scenarios.tools.net.ip;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.IpUsage;
import dev.drydock.scenarios.tools.net.iproute.NetnsNames;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `ip netns` (`ip/ipnetns.c`): namespaces with a name under `/run/netns`.
final class IpNetnsCommand {
  private final IpContext context;
  private final Machine machine;

  IpNetnsCommand(IpContext context) {
    this.context = context;
    this.machine = context.invocation().place().box().machine();
  }

  int run(Words words) throws ToolFailure {
    String word = words.isEmpty() ? "list" : words.next();
    if (Words.matches(word, "list") || Words.matches(word, "show") || word.equals("lst")) {
      list();
    } else if (Words.matches(word, "help")) {
      throw new ToolFailure(ToolFailure.MINUS_ONE, IpUsage.NETNS);
    } else if (Words.matches(word, "add")) {
      add(words);
    } else if (Words.matches(word, "delete")) {
      delete(words);
    } else if (Words.matches(word, "exec")) {
      return exec(words);
    } else {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE, "Command \"" + word + "\" is unknown, try \"ip netns help\".");
    }
    return 0;
  }

  /// The newest directory entry comes first; the id is shown where the namespace has given one.
  private void list() {
    for (Map.Entry<String, Netns> entry : machine.mounted().descendingMap().entrySet()) {
      int id = context.namespace().knownId(entry.getValue());
      context.out(entry.getKey() + (id < 0 ? "" : " (id: " + id + ")"));
    }
  }

  private void add(Words words) throws ToolFailure {
    if (words.isEmpty()) {
      throw new ToolFailure(1, "No netns name specified");
    }
    String name = words.next();
    if (name.contains("/") || name.equals(".") || name.equals("..")) {
      throw new ToolFailure(1, "Invalid netns name \"" + name + "\"");
    }
    if (machine.mounted().containsKey(name)) {
      throw new ToolFailure(
          1, "Cannot create namespace file \"/var/run/netns/" + name + "\": File exists");
    }
    machine.mounted().put(name, machine.newNamespace(name));
  }

  private void delete(Words words) throws ToolFailure {
    if (context.all) {
      for (String name : new ArrayList<>(machine.mounted().keySet())) {
        remove(name);
      }
      return;
    }
    if (words.isEmpty()) {
      throw new ToolFailure(1, "No netns name specified");
    }
    String name = words.next();
    if (!machine.mounted().containsKey(name)) {
      throw new ToolFailure(
          1,
          "Cannot remove namespace file \"/var/run/netns/"
              + name
              + "\": No such file or directory");
    }
    remove(name);
  }

  private void remove(String name) {
    Netns namespace = machine.mounted().remove(name);
    if (namespace != null && namespace != machine.root()) {
      machine.remove(namespace);
    }
  }

  /// Runs a command in a namespace, or with `-all` in each.
  private int exec(Words words) throws ToolFailure {
    int status = 0;
    if (context.all) {
      for (Map.Entry<String, Netns> entry : List.copyOf(machine.mounted().entrySet())) {
        context.out("\nnetns: " + entry.getKey());
        status = run(words.rest(), entry.getValue());
      }
      return status;
    }
    if (words.isEmpty()) {
      throw new ToolFailure(1, "No netns name specified");
    }
    Netns namespace = NetnsNames.open(context, words.next());
    return run(words.rest(), namespace);
  }

  private int run(List<String> command, Netns namespace) throws ToolFailure {
    if (command.isEmpty()) {
      throw new ToolFailure(1, "No command specified");
    }
    Invocation invocation = context.invocation();
    Invocation.Io io = new Invocation.Io(invocation.standardInput(), invocation.output());
    return invocation.shell().execute(command, invocation.place().in(namespace), io);
  }
}
