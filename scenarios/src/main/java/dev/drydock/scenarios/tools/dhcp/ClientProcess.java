package dev.drydock.scenarios.tools.dhcp;

import dev.drydock.core.app.dhcp.DhcpClient;
import dev.drydock.core.machine.ProcessTable;
import dev.drydock.core.machine.RunningProcess;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Invocation;
import java.util.ArrayList;
import java.util.List;

/// A DHCP client that has gone into the background.
final class ClientProcess {
  private ClientProcess() {}

  /// Gives the client a place in the process table, until a signal ends it.
  ///
  /// @param ending what happens at its end
  static void start(Invocation invocation, DhcpClient client, Runnable ending) {
    ProcessTable table = invocation.place().box().machine().processes();
    List<String> words = new ArrayList<>(List.of(invocation.name()));
    words.addAll(invocation.arguments());
    table.start(
        new RunningProcess.Spec(
            words,
            invocation.place().namespace(),
            container(invocation),
            signal -> {
              ending.run();
              client.interrupt();
            }));
  }

  private static String container(Invocation invocation) {
    String name = invocation.place().container();
    if (name == null) {
      return "";
    }
    ContainerDirectory.Entry entry =
        invocation.shell().containers().find(invocation.place().box(), name);
    return entry == null ? "" : entry.id();
  }
}
