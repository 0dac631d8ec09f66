package dev.drydock.scenarios.tools.http;

import dev.drydock.core.app.StreamPorts;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.Input;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.ArrayList;
import java.util.List;

/// `telnet` of BusyBox 1.35 (`networking/telnet.c`): what people ask with it is whether a port is
/// open. It ends with its input, so that only those see an answer whose input lasts.
final class BusyboxTelnet implements Tool {
  private static final int PORT = 23;

  /// Until it has written its input and seen its end. A guess.
  private static final long END_NANOS = 100_000;

  private final NameLookup names;

  BusyboxTelnet(NameLookup names) {
    this.names = names;
  }

  @Override
  public int run(Invocation invocation) {
    List<String> operands = new ArrayList<>();
    List<String> words = invocation.arguments();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("-l")) {
        i++;
      } else if (!words.get(i).equals("-a")) {
        operands.add(words.get(i));
      }
    }
    String port = operands.size() > 1 ? operands.get(1) : Integer.toString(PORT);
    if (operands.isEmpty()) {
      invocation.err("Usage: telnet [-a] [-l USER] HOST [PORT]");
      return 1;
    }
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
      invocation.err("telnet: bad port '" + port + "'");
      return 1;
    }
    String host = operands.getFirst();
    List<IpAddress> addresses = names.addresses(invocation, host).addresses();
    if (addresses.isEmpty()) {
      invocation.err("telnet: bad address '" + host + "'");
      return 1;
    }
    return connect(
        invocation, host, new SocketAddress(addresses.getFirst(), Integer.parseInt(port)));
  }

  private static int connect(Invocation invocation, String host, SocketAddress remote) {
    Conversation talk = new Conversation();
    var stream = StreamPorts.connector(invocation.place().namespace()).connect(remote, talk);
    long limit = invocation.lab().loop().nowNanos() + Shell.PATIENCE_NANOS;
    invocation.shell().await(() -> talk.isConnected() || talk.error() != null, limit);
    SocketError error = talk.error();
    if (error != null) {
      invocation.err("telnet: " + NetcatText.refused(remote) + error.text());
      return 1;
    }
    if (!talk.isConnected()) {
      stream.abort();
      return 1;
    }
    invocation.out("Connected to " + host);
    boolean isInputOver = copy(invocation, talk);
    invocation.sleep(END_NANOS);
    talk.close();
    if (!isInputOver) {
      invocation.err("Connection closed by foreign host");
    }
    return isInputOver ? 0 : 1;
  }

  /// Copies both ways until its input is over, or the other side has ended.
  ///
  /// @return whether it was the input
  private static boolean copy(Invocation invocation, Conversation talk) {
    Input input = invocation.standardInput();
    boolean isInputOver = false;
    while (!isInputOver && !talk.isOver()) {
      invocation
          .shell()
          .await(
              () -> input.isReadable() || talk.hasText() || talk.isOver(),
              invocation.lab().loop().nowNanos() + Shell.PATIENCE_NANOS);
      String ready = input.ready();
      isInputOver = input.isOver();
      talk.send(ready, isInputOver);
      invocation.output().write(talk.takeText(), false);
    }
    return isInputOver;
  }
}
