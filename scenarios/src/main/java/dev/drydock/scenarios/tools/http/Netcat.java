package dev.drydock.scenarios.tools.http;

import dev.drydock.core.app.StreamPorts;
import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.transport.tcp.TcpListener;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Input;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Services;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// `nc`: of OpenBSD as Debian has it, or of BusyBox.
final class Netcat implements Tool {
  /// How long a UDP port is probed (`UDP_SCAN_TIMEOUT`).
  private static final long PROBE_SECONDS = 3;

  /// How soon a refusal comes from a near machine: where hosts share one kernel, a write takes the
  /// time of the way there and back.
  private static final long NEAR_NANOS = 200_000;

  /// From the connection to the first write: recorded are 46 to 310 us.
  private static final long SEND_NANOS = 100_000;

  /// From the end of the other side to the own: recorded are 24 to 51 us.
  private static final long END_NANOS = 30_000;

  private final NameLookup names;
  private final NetcatText text;

  Netcat(NameLookup names, NetcatText text) {
    this.names = names;
    this.text = text;
  }

  @Override
  public int run(Invocation invocation) {
    boolean isDefault = invocation.place().toolbox().has(WgetBuild.DEFCONFIG);
    if (text == NetcatText.BUSYBOX && !isDefault) {
      return new Netcat(names, NetcatText.BUSYBOX_PLAIN).run(invocation);
    }
    try {
      List<String> words = invocation.arguments();
      NetcatOptions options =
          switch (text) {
            case OPENBSD -> NetcatOptions.openBsd(words);
            case BUSYBOX -> NetcatOptions.busybox(words);
            case BUSYBOX_PLAIN -> NetcatOptions.plain(words);
          };
      return new Run(invocation, options).run();
    } catch (CommandFailure failure) {
      return failure.end(invocation);
    }
  }

  /// One run.
  private final class Run {
    private final Invocation invocation;
    private final NetcatOptions options;
    private final Input input;

    Run(Invocation invocation, NetcatOptions options) {
      this.invocation = invocation;
      this.options = options;
      this.input = invocation.standardInput();
    }

    int run() throws CommandFailure {
      if (options.listens) {
        return options.udp ? listenUdp() : listen();
      }
      List<IpAddress> addresses = resolve();
      int status = 1;
      for (int port : options.ports) {
        for (IpAddress address : addresses) {
          SocketAddress remote = new SocketAddress(address, port);
          int result = options.udp ? sendUdp(remote) : connect(remote);
          status = Math.min(status, result);
          if (result == 0) {
            break;
          }
        }
      }
      return status;
    }

    private List<IpAddress> resolve() throws CommandFailure {
      NameLookup.Answer answer = names.addresses(invocation, options.host);
      List<IpAddress> addresses = new ArrayList<>();
      for (IpAddress address : answer.addresses()) {
        if (options.family == 0 || address.isV6() == (options.family == 6)) {
          addresses.add(address);
        }
      }
      if (addresses.isEmpty()) {
        throw new CommandFailure(1, text.unknownHost(options, answer.outcome()));
      }
      return addresses;
    }

    /// The name of the port, where the place has `/etc/services`.
    private String service(SocketAddress remote) {
      String protocol = options.udp ? "udp" : "tcp";
      return options.numeric ? "*" : Services.name(invocation.place(), remote.port(), protocol);
    }

    private int connect(SocketAddress remote) {
      Conversation conversation = new Conversation();
      boolean polls = !text.isBusybox() && options.waitNanos > 0;
      var stream =
          StreamPorts.connector(invocation.place().namespace())
              .connect(remote, polls ? new PolledConnect(conversation) : conversation);
      long limit = options.waitNanos > 0 ? options.waitNanos : Shell.PATIENCE_NANOS;
      await(() -> conversation.isConnected() || conversation.error() != null, limit);
      SocketError error = conversation.error();
      if (error != null) {
        say(text.notConnected(options, remote, error));
        return 1;
      }
      if (!conversation.isConnected()) {
        stream.abort();
        say(text.timedOut(options, remote));
        return 1;
      }
      say(text.connected(options, remote, service(remote)));
      if (!options.scans) {
        copy(conversation);
      }
      invocation.sleep(END_NANOS);
      conversation.close();
      return 0;
    }

    private void say(String line) {
      if (!line.isEmpty()) {
        invocation.err(line);
      }
    }

    /// Copies both ways until the other side has ended, or nothing came for the time of `-w`. A
    /// client of OpenBSD reads its input to the end all the same.
    private void copy(Conversation conversation) {
      invocation.sleep(SEND_NANOS);
      String line = options.lineNanos > 0 ? invocation.line() : null;
      while (line != null) {
        conversation.send(line, false);
        invocation.sleep(options.lineNanos);
        line = invocation.line();
      }
      boolean isInputOver = send(conversation);
      boolean readsOn = !text.isBusybox() && !options.listens;
      boolean going = true;
      while (going) {
        BooleanSupplier readable = isInputOver ? () -> false : input::isReadable;
        BooleanSupplier came = () -> conversation.hasText() || conversation.isOver();
        boolean isFinished = conversation.isOver();
        going =
            await(
                () -> readable.getAsBoolean() || (!isFinished && came.getAsBoolean()),
                idleNanos(isInputOver));
        if (readable.getAsBoolean()) {
          isInputOver = send(conversation);
        }
        invocation.output().write(conversation.takeText(), false);
        boolean isLeft = readsOn && !isInputOver && conversation.error() == null;
        going &= !conversation.isOver() || isLeft;
      }
    }

    /// Sends what can be read.
    ///
    /// @return whether the input is over
    private boolean send(Conversation conversation) {
      String ready = input.ready();
      boolean isOver = input.isOver();
      conversation.send(ready, isOver && options.endsWithInput);
      return isOver;
    }

    private long idleNanos(boolean isInputOver) {
      long idle = options.waitNanos > 0 ? options.waitNanos : Shell.PATIENCE_NANOS;
      return isInputOver && options.quitNanos >= 0 ? Math.min(idle, options.quitNanos) : idle;
    }

    private boolean await(BooleanSupplier happened, long nanos) {
      return invocation.shell().await(happened, invocation.lab().loop().nowNanos() + nanos);
    }

    private int listen() throws CommandFailure {
      List<Conversation> accepted = new ArrayList<>();
      IpAddress address = own();
      SocketAddress local = new SocketAddress(address, options.localPort);
      TcpListener port =
          StreamPorts.listen(
              new StreamPorts.Place(invocation.place().namespace(), local, 1),
              stream -> {
                Conversation conversation = new Conversation();
                conversation.take(stream);
                accepted.add(conversation);
              });
      if (port == null) {
        throw new CommandFailure(1, text.addressInUse());
      }
      if (text.isBusybox() && address.equals(IpAddress.ANY_V6)) {
        port.takeIpv4();
      }
      RunningProcess own = invocation.shell().process();
      RunningProcess.Listening listening = new RunningProcess.Listening("tcp", local);
      if (own != null) {
        own.listens(listening);
      }
      say(text.listening(options, address));
      int served =
          serve(
              accepted,
              () -> {
                port.close();
                if (own != null) {
                  own.closes(listening);
                }
              });
      port.close();
      return served > 0 ? 0 : 1;
    }

    /// Talks with one after the other.
    ///
    /// @param accepted who came
    /// @param lastCame runs once nobody else may come
    private int serve(List<Conversation> accepted, Runnable lastCame) {
      int served = 0;
      do {
        int next = served;
        long limit = options.waitNanos > 0 ? options.waitNanos : Shell.PATIENCE_NANOS;
        if (!await(() -> accepted.size() > next, text.isBusybox() ? limit : Shell.PATIENCE_NANOS)) {
          break;
        }
        if (!options.keepsListening) {
          lastCame.run();
        }
        Conversation conversation = accepted.get(next);
        say(text.accepted(options, conversation.stream()));
        copy(conversation);
        conversation.close();
        served++;
      } while (options.keepsListening);
      return served;
    }

    private IpAddress own() {
      IpAddress given = IpAddress.parseOrNull(options.host);
      boolean isV6 =
          options.family == 6 || (text.isBusybox() && options.family == 0 && !options.udp);
      return given != null ? given : isV6 ? IpAddress.ANY_V6 : IpAddress.ANY_V4;
    }

    private int sendUdp(SocketAddress remote) {
      Mailbox mailbox = new Mailbox();
      UdpSocket socket = invocation.place().namespace().udp().open(mailbox);
      SocketError error =
          options.localPort > 0
              ? socket.bind(new SocketAddress(anyLike(remote), options.localPort))
              : null;
      error = error == null ? socket.connect(remote) : error;
      if (error != null) {
        say(text.notConnected(options, remote, error));
        return 1;
      }
      boolean probes = options.scans || options.verbose;
      boolean answers = !probes || probe(socket, mailbox);
      if (answers) {
        say(text.connected(options, remote, service(remote)));
      }
      if (answers && !options.scans) {
        exchange(socket, mailbox);
      }
      socket.close();
      return answers ? 0 : 1;
    }

    private IpAddress anyLike(SocketAddress remote) {
      return remote.address().isV6() ? IpAddress.ANY_V6 : IpAddress.ANY_V4;
    }

    /// Whether a port seems to be open: a byte twice and then each second, and no error comes
    /// (`udptest`).
    private boolean probe(UdpSocket socket, Mailbox mailbox) {
      byte[] probe = {'X'};
      socket.send(probe, 0, 1);
      if (await(() -> mailbox.failed, NEAR_NANOS)) {
        return false;
      }
      socket.send(probe, 0, 1);
      long seconds = options.waitNanos > 0 ? options.waitNanos / Nanos.SECOND : PROBE_SECONDS;
      for (long i = 0; i < seconds && !mailbox.failed; i++) {
        invocation.sleep(Nanos.SECOND);
        if (!mailbox.failed) {
          socket.send(probe, 0, 1);
        }
      }
      return !mailbox.failed;
    }

    private void exchange(UdpSocket socket, Mailbox mailbox) {
      invocation.sleep(SEND_NANOS);
      boolean isInputOver = send(socket);
      boolean going = true;
      while (going) {
        BooleanSupplier readable = isInputOver ? () -> false : input::isReadable;
        BooleanSupplier came = () -> mailbox.failed || mailbox.received.size() > 0;
        long idle = options.waitNanos > 0 ? options.waitNanos : Shell.PATIENCE_NANOS;
        going = await(() -> readable.getAsBoolean() || came.getAsBoolean(), idle);
        going &= !mailbox.failed;
        if (readable.getAsBoolean()) {
          isInputOver = send(socket);
        }
        invocation.output().write(mailbox.received.toString(StandardCharsets.UTF_8), false);
        mailbox.received.reset();
      }
    }

    /// Sends what can be read as one datagram.
    ///
    /// @return whether the input is over
    private boolean send(UdpSocket socket) {
      byte[] bytes = input.ready().getBytes(StandardCharsets.UTF_8);
      if (bytes.length > 0) {
        socket.send(bytes, 0, bytes.length);
      }
      return input.isOver();
    }

    /// With `-k` the socket stays unconnected, and takes what comes from anybody.
    private void copyAll(Mailbox mailbox) {
      while (await(() -> mailbox.received.size() > 0, Shell.PATIENCE_NANOS)) {
        invocation.output().write(mailbox.received.toString(StandardCharsets.UTF_8), false);
        mailbox.received.reset();
      }
    }

    private int listenUdp() throws CommandFailure {
      Mailbox mailbox = new Mailbox();
      UdpSocket socket = invocation.place().namespace().udp().open(mailbox);
      IpAddress address = own();
      if (socket.bind(new SocketAddress(address, options.localPort)) != null) {
        throw new CommandFailure(1, text.addressInUse());
      }
      RunningProcess own = invocation.shell().process();
      if (own != null) {
        own.listens(new RunningProcess.Listening("udp", socket.local()));
      }
      say(text.listening(options, address));
      if (options.keepsListening && text == NetcatText.OPENBSD) {
        copyAll(mailbox);
      }
      await(() -> mailbox.received.size() > 0, Shell.PATIENCE_NANOS);
      SocketAddress from = mailbox.from;
      if (from != null) {
        socket.connect(from);
      }
      exchange(socket, mailbox);
      socket.close();
      return 0;
    }
  }

  /// What comes on a datagram socket.
  private static final class Mailbox implements DatagramListener {
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private @Nullable SocketAddress from;
    private boolean failed;

    @Override
    public void received(Datagram datagram) {
      from = datagram.from();
      received.write(datagram.data(), datagram.offset(), datagram.length());
    }

    @Override
    public void failed(SocketError error) {
      failed = true;
    }
  }
}
