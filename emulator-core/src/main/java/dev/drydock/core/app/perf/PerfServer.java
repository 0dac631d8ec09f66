package dev.drydock.core.app.perf;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.AcceptListener;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.wire.IpAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A server of tests, one at a time (iperf3 `iperf_server_api.c`). Its listening socket is opened
/// by whoever runs it.
public final class PerfServer implements AcceptListener {
  /// The port of iperf3.
  public static final int PORT = 5201;

  private final Netns namespace;
  private final RandomStream random;
  private final int port;
  private final PerfReporter reporter;
  private @Nullable Test test;
  private int tests;

  /// A server without a test.
  ///
  /// @param random for the data it sends
  public PerfServer(Netns namespace, RandomStream random, int port, PerfReporter reporter) {
    this.namespace = namespace;
    this.random = random;
    this.port = port;
    this.reporter = reporter;
  }

  /// How many tests have ended.
  public int testCount() {
    return tests;
  }

  @Override
  public void accepted(StreamSocket stream) {
    Test current = test;
    if (current == null) {
      test = new Test(stream);
    } else {
      current.more(stream);
    }
  }

  /// Ends what is under way, as the kernel does when the process ends.
  public void stop() {
    Test current = test;
    if (current != null) {
      current.end();
    }
  }

  /// The numbers that the descriptors of the streams get in turn (recorded of iperf 3.12).
  private static int socketNumber(int index, boolean udp) {
    if (udp) {
      return index == 0 ? 5 : 3 + (3 * index);
    }
    return index < 3 ? 5 + (3 * index) : 7 + (2 * index);
  }

  /// One test.
  private final class Test implements PerfControl.Listener {
    private final PerfControl control;
    private String cookie = "";
    private @Nullable PerfRun run;
    private @Nullable PerfPort waiting;
    private boolean over;

    Test(StreamSocket stream) {
      this.control = PerfControl.server(stream, this);
    }

    @Override
    public void cookie(String text) {
      cookie = text;
      reporter.accepted(control.stream().remote());
      control.send(PerfState.PARAM_EXCHANGE);
      control.expectText();
    }

    @Override
    public void text(String json) {
      PerfRun going = run;
      if (going == null) {
        begin(PerfParameters.parse(json));
      } else {
        control.sendText(going.resultsJson(congestionControl()));
        control.send(PerfState.DISPLAY_RESULTS);
        going.finish(json);
      }
    }

    private String congestionControl() {
      String name = namespace.tcp().settings().get("net.ipv4.tcp_congestion_control");
      return name == null ? "" : name;
    }

    private void begin(PerfParameters parameters) {
      var side = new PerfRun.Side(parameters.isReverse(), Nanos.SECOND, reporter);
      run = new PerfRun(namespace.softnet(), random, parameters, side);
      if (parameters.udp()) {
        awaitDatagram(run);
      }
      control.send(PerfState.CREATE_STREAMS);
    }

    @Override
    public void state(int state) {
      PerfRun going = run;
      switch (state) {
        case PerfState.TEST_END -> {
          if (going != null) {
            going.end();
            going.close();
            control.send(PerfState.EXCHANGE_RESULTS);
            control.expectText();
          }
        }
        case PerfState.IPERF_DONE -> end();
        case PerfState.CLIENT_TERMINATE -> {
          reporter.failed("the client has terminated");
          end();
        }
        default -> {
          // Nothing else is sent by a client.
        }
      }
    }

    @Override
    public void closed(String why) {
      if (!over) {
        reporter.failed(why.startsWith("control") ? "the client has unexpectedly closed" : why);
        end();
      }
    }

    private void end() {
      if (over) {
        return;
      }
      over = true;
      PerfRun going = run;
      if (going != null) {
        going.end();
        going.close();
      }
      PerfPort left = waiting;
      if (left != null) {
        left.socket().close();
      }
      control.close();
      tests++;
      test = null;
    }

    // ---- streams -------------------------------------------------------------------------

    /// One more connection: a stream of the test, when it begins with the right cookie.
    void more(StreamSocket stream) {
      stream.setListener(new Newcomer());
    }

    private final class Newcomer implements StreamListener {
      private final byte[] text = new byte[PerfControl.COOKIE_BYTES];
      private int count;

      @Override
      public void readable(StreamSocket socket) {
        int length = socket.read(text, count, text.length - count);
        count += Math.max(0, length);
        if (count == text.length) {
          decide(socket, new String(text, 0, count - 1, StandardCharsets.US_ASCII));
        } else if (length < 0) {
          socket.close();
        }
      }

      @Override
      public void failed(StreamSocket socket, SocketError error) {}
    }

    private void decide(StreamSocket stream, String given) {
      PerfRun going = run;
      boolean wanted = going != null && !going.isRunning() && !going.parameters().udp();
      if (going == null || !wanted || !given.equals(cookie) || isComplete(going)) {
        byte[] denied = {(byte) PerfState.ACCESS_DENIED};
        stream.write(denied, 0, 1);
        stream.close();
        return;
      }
      stream.setNoDelay(going.parameters().noDelay());
      int number = socketNumber(going.streamCount(), false);
      reporter.connected(number, stream.local(), stream.remote());
      going.add(new StreamFlow(going, stream), number);
      startWhenComplete(going);
    }

    private boolean isComplete(PerfRun going) {
      return going.streamCount() == going.parameters().streams();
    }

    private void startWhenComplete(PerfRun going) {
      if (isComplete(going)) {
        control.send(PerfState.TEST_START);
        going.begin();
        control.send(PerfState.TEST_RUNNING);
        going.send();
      }
    }

    private void awaitDatagram(PerfRun going) {
      PerfPort made = new PerfPort(namespace.udp(), datagram -> greeted(going, datagram));
      waiting = made;
      made.socket().options().reuseAddress = true;
      boolean isV6 = control.stream().remote().address().isV6();
      IpAddress any = isV6 ? IpAddress.ANY_V6 : IpAddress.ANY_V4;
      SocketError error = made.socket().bind(new SocketAddress(any, port));
      if (error != null) {
        reporter.failed("unable to start stream listener: " + error.text());
        end();
      }
    }

    private void greeted(PerfRun going, Datagram datagram) {
      PerfPort from = waiting;
      if (over || from == null) {
        return;
      }
      SocketAddress client = datagram.from();
      from.socket().connect(client);
      int number = socketNumber(going.streamCount(), true);
      reporter.connected(number, from.socket().local(), client);
      going.add(from.become(going), number);
      waiting = null;
      if (!isComplete(going)) {
        awaitDatagram(going);
      }
      from.answer();
      startWhenComplete(going);
    }
  }
}
