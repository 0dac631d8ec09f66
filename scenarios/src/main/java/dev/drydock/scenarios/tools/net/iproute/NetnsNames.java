package dev.drydock.scenarios.tools.net.iproute;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import java.util.Map;

/// The names of namespaces under `/run/netns`.
public final class NetnsNames {
  private NetnsNames() {}

  /// The name of the namespace that a namespace knows by an id; empty when it has none.
  public static String byId(IpContext context, int id) {
    Map<String, Netns> mounted = context.invocation().place().box().machine().mounted();
    for (Map.Entry<String, Netns> entry : mounted.entrySet()) {
      if (entry.getValue() == context.namespace().byId(id)) {
        return entry.getKey();
      }
    }
    return "";
  }

  /// The namespace with a name.
  ///
  /// @throws ToolFailure if there is none, as `ip` says it
  public static Netns open(IpContext context, String name) throws ToolFailure {
    Netns found = context.invocation().place().box().machine().mounted().get(name);
    if (found == null) {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE,
          "Cannot open network namespace \"" + name + "\": No such file or directory");
    }
    return found;
  }

  /// The namespace to move a link to: a name, or the process id 1 for the machine's own.
  public static Netns target(IpContext context, String name) throws ToolFailure {
    Machine machine = context.invocation().place().box().machine();
    Netns found = machine.mounted().get(name);
    if (found == null && name.equals("1")) {
      found = machine.root();
    }
    if (found == null) {
      throw Words.wrong(name, "Invalid \"netns\" value\n");
    }
    return found;
  }
}
