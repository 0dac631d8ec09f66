package dev.drydock.scenarios.tools.net.ip;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.IpUsage;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.NetnsNames;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `ip netns` (`ip/ipnetns.c`): namespaces with a name under `/run/netns`.
final class IpNetnsCommand {
  private static final String NO_NAMESPACE =
      "Cannot open network namespace: No such file or directory";

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
    } else if (Words.matches(word, "attach")) {
      attach(words);
    } else if (Words.matches(word, "identify")) {
      identify(words);
    } else if (Words.matches(word, "pids")) {
      pids(words);
    } else if (Words.matches(word, "set")) {
      setId(words);
    } else if (Words.matches(word, "list-id")) {
      listIds();
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
          1, "Cannot create namespace file \"/run/netns/" + name + "\": File exists");
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
          1, "Cannot remove namespace file \"/run/netns/" + name + "\": No such file or directory");
    }
    remove(name);
  }

  /// Gives the namespace of a process, such as a container's, a name.
  private void attach(Words words) throws ToolFailure {
    if (words.rest().size() < 2) {
      throw new ToolFailure(1, "No netns name and PID specified");
    }
    String name = words.next();
    String pid = words.next();
    if (!pid.matches("\\d{1,9}")) {
      throw new ToolFailure(1, "Invalid PID: " + pid);
    }
    RunningProcess process = machine.processes().find(Long.parseLong(pid));
    if (process == null) {
      String bind = "Bind /proc/" + pid + "/ns/net -> /run/netns/" + name;
      throw new ToolFailure(1, bind + " failed: No such file or directory");
    }
    if (machine.mounted().containsKey(name)) {
      throw new ToolFailure(
          1, "Cannot create namespace file \"/run/netns/" + name + "\": File exists");
    }
    machine.mounted().put(name, process.namespace());
  }

  /// The name of the namespace that a process, or this command itself, is in.
  private void identify(Words words) throws ToolFailure {
    Netns namespace = context.namespace();
    if (!words.isEmpty()) {
      String text = words.next();
      if (!words.isEmpty()) {
        throw new ToolFailure(1, "extra arguments specified");
      }
      if (!text.equals("self")) {
        namespace = namespaceOf(text);
      }
    }
    for (Map.Entry<String, Netns> entry : machine.mounted().entrySet()) {
      if (entry.getValue() == namespace) {
        context.out(entry.getKey());
      }
    }
  }

  private Netns namespaceOf(String pid) throws ToolFailure {
    if (!pid.matches("\\d{1,9}")) {
      throw new ToolFailure(1, "Specified string '" + pid + "' is not a pid");
    }
    RunningProcess process = machine.processes().find(Long.parseLong(pid));
    if (process == null) {
      throw new ToolFailure(1, NO_NAMESPACE);
    }
    return process.namespace();
  }

  /// The processes in a namespace.
  private void pids(Words words) throws ToolFailure {
    if (words.isEmpty()) {
      throw new ToolFailure(1, "No netns name specified");
    }
    Netns namespace = machine.mounted().get(words.next());
    if (namespace == null) {
      throw new ToolFailure(1, NO_NAMESPACE);
    }
    for (RunningProcess process : machine.processes().all()) {
      if (process.namespace() == namespace) {
        context.out(Integer.toString(process.pid()));
      }
    }
  }

  /// Gives a namespace the number by which links to it are shown here; it keeps one that it has.
  private void setId(Words words) throws ToolFailure {
    if (words.isEmpty()) {
      throw new ToolFailure(1, "No netns name specified");
    }
    Netns named = NetnsNames.open(context, words.next());
    if (words.isEmpty()) {
      throw new ToolFailure(1, "No nsid specified");
    }
    if (context.namespace().knownId(named) >= 0) {
      NetErrno.EXISTS.saying("Peer netns already has a nsid assigned").check();
    }
    String number = words.next();
    if (!number.equals("auto")) {
      throw new ToolFailure(1, "drydock: numbers are given in their order: say auto");
    }
    context.namespace().idOf(named);
  }

  /// The numbers of the namespaces that links lead to.
  private void listIds() {
    TreeMap<Integer, String> lines = new TreeMap<>();
    for (Netns other : machine.namespaces()) {
      int id = context.namespace().knownId(other);
      if (id >= 0) {
        String name = "";
        for (Map.Entry<String, Netns> entry : machine.mounted().entrySet()) {
          name = entry.getValue() == other ? entry.getKey() : name;
        }
        lines.put(id, name.isEmpty() ? "" : " (iproute2 netns name: " + name + ")");
      }
    }
    lines.forEach((id, name) -> context.out("nsid " + id + name));
  }

  private void remove(String name) {
    Netns namespace = machine.mounted().remove(name);
    if (namespace != null && namespace != machine.root() && !isUsed(namespace)) {
      machine.remove(namespace);
    }
  }

  /// Whether it stays without the name: as long as a process or another name holds it.
  private boolean isUsed(Netns namespace) {
    return machine.mounted().containsValue(namespace)
        || machine.processes().all().stream().anyMatch(each -> each.namespace() == namespace);
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
