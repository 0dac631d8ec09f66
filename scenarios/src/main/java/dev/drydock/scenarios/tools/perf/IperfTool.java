package dev.drydock.scenarios.tools.perf;

import dev.drydock.core.app.StreamPorts;
import dev.drydock.core.app.perf.PerfClient;
import dev.drydock.core.app.perf.PerfReporter;
import dev.drydock.core.app.perf.PerfServer;
import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.tcp.TcpListener;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `iperf3` 3.12: client and server.
final class IperfTool implements Tool {
  private static final String LINE = "-".repeat(59);

  private static final List<String> USAGE =
      List.of("Usage: iperf3 [-s|-c host] [options]", "       iperf3 [-h|--help] [-v|--version]");

  private final NameLookup names;

  IperfTool(NameLookup names) {
    this.names = names;
  }

  @Override
  public int run(Invocation invocation) {
    try {
      IperfOptions options = IperfOptions.read(invocation.arguments());
      if (options.version) {
        invocation.out("iperf 3.12 (cJSON 1.7.15)");
        return 0;
      }
      if (options.help) {
        USAGE.forEach(invocation::out);
        return 0;
      }
      return options.server ? serve(invocation, options) : measure(invocation, options);
    } catch (CommandFailure failure) {
      if (!failure.text().isEmpty()) {
        invocation.err(failure.text());
      }
      if (failure.text().contains("parameter error")) {
        invocation.err("");
      }
      USAGE.forEach(invocation::err);
      return 1;
    }
  }

  // ---- client ----------------------------------------------------------------------------

  private int measure(Invocation invocation, IperfOptions options) {
    IpAddress address = resolve(invocation, options);
    if (address == null) {
      return fail(invocation, options, "unable to connect to server: Name or service not known");
    }
    Netns namespace = invocation.place().namespace();
    SocketAddress server = new SocketAddress(address, options.port);
    IperfText text = new IperfText(invocation::out, invocation::err, true, options.format);
    IperfJson json = new IperfJson(options.host, server);
    if (!options.json) {
      invocation.out("Connecting to host " + options.host + ", port " + options.port);
      if (options.parameters().isReverse()) {
        invocation.out("Reverse mode, remote host " + options.host + " is sending");
      }
    }
    PerfReporter reporter = options.json ? json : text;
    var order =
        new PerfClient.Order(server, options.parameters(), options.intervalNanos(), reporter);
    PerfClient client = new PerfClient(namespace, random(invocation), order);
    invocation.await(client);
    if (options.json) {
      invocation.out(json.text(client, invocation.lab().loop().nowNanos()));
      return json.hasFailed() ? 1 : 0;
    }
    return text.hasFailed() ? 1 : 0;
  }

  private static int fail(Invocation invocation, IperfOptions options, String why) {
    if (options.json) {
      invocation.out(IperfJson.failure(why));
    } else {
      invocation.err("iperf3: error - " + why);
    }
    return 1;
  }

  private static RandomStream random(Invocation invocation) {
    return invocation.place().box().machine().random("iperf3/" + invocation.lab().loop().fired());
  }

  private @Nullable IpAddress resolve(Invocation invocation, IperfOptions options) {
    IpAddress given = IpAddress.parseOrNull(options.host);
    if (given != null) {
      return given;
    }
    for (IpAddress address : names.addresses(invocation, options.host).addresses()) {
      if (options.family == 0 || address.isV6() == (options.family == 6)) {
        return address;
      }
    }
    return null;
  }

  // ---- server ----------------------------------------------------------------------------

  private int serve(Invocation invocation, IperfOptions options) {
    boolean quiet = options.daemon || options.json;
    IperfText text =
        quiet
            ? new IperfText(line -> {}, line -> {}, false, options.format)
            : new IperfText(invocation::out, invocation::err, false, options.format);
    Netns namespace = invocation.place().namespace();
    PerfServer server = new PerfServer(namespace, random(invocation), options.port, text);
    boolean onlyV4 = options.family == 4;
    SocketAddress any =
        new SocketAddress(onlyV4 ? IpAddress.ANY_V4 : IpAddress.ANY_V6, options.port);
    TcpListener socket = StreamPorts.listen(new StreamPorts.Place(namespace, any, 5), server);
    if (socket == null) {
      invocation.err(
          "iperf3: error - unable to start listener for connections: Address already in" + " use");
      invocation.err("iperf3: exiting");
      return 1;
    }
    if (options.family == 0) {
      socket.takeIpv4();
    }
    if (options.daemon) {
      startProcess(invocation, any, socket, server);
      return 0;
    }
    RunningProcess own = invocation.shell().process();
    if (own != null) {
      own.listens(new RunningProcess.Listening("tcp", any));
    }
    serveUntilEnd(invocation, options, server);
    socket.close();
    server.stop();
    return 0;
  }

  private static void startProcess(
      Invocation invocation, SocketAddress any, TcpListener socket, PerfServer server) {
    List<String> words = new java.util.ArrayList<>(invocation.arguments());
    words.addFirst("iperf3");
    RunningProcess.Spec spec =
        new RunningProcess.Spec(
            words,
            invocation.place().namespace(),
            "",
            signal -> {
              socket.close();
              server.stop();
            });
    invocation
        .place()
        .box()
        .machine()
        .processes()
        .start(spec)
        .listens(new RunningProcess.Listening("tcp", any));
  }

  private static void serveUntilEnd(
      Invocation invocation, IperfOptions options, PerfServer server) {
    boolean going = true;
    while (going) {
      int test = server.testCount();
      if (!options.json) {
        invocation.out(LINE);
        invocation.out("Server listening on " + options.port + " (test #" + (test + 1) + ")");
        invocation.out(LINE);
      }
      long limit = invocation.lab().loop().nowNanos() + Shell.PATIENCE_NANOS;
      going = invocation.shell().await(() -> server.testCount() > test, limit) && !options.oneOff;
    }
  }
}
