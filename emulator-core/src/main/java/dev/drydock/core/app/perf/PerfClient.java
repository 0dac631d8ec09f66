package dev.drydock.core.app.perf;

import dev.drydock.core.app.Program;
import dev.drydock.core.app.StreamPorts;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.wire.IpAddress;

/// The client of a test: it says what the test is to be, and ends it (iperf3 `iperf_client_api.c`).
///
/// ```
///   client -> cookie            server -> PARAM_EXCHANGE
///   client -> parameters        server -> CREATE_STREAMS
///   client -> its streams       server -> TEST_START, TEST_RUNNING
///   ... data ...
///   client -> TEST_END          server -> EXCHANGE_RESULTS
///   client -> its results       server -> its results, DISPLAY_RESULTS
///   client -> IPERF_DONE
/// ```
public final class PerfClient implements Program, PerfControl.Listener {
  private static final String COOKIE_LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

  /// A datagram of an unknown MSS (`DEFAULT_UDP_BLKSIZE`), and the largest there is.
  private static final int DATAGRAM_BYTES = 1460;

  private static final int DATAGRAM_BYTES_MAX = 65_507;

  private final Netns namespace;
  private final EventLoop loop;
  private final RandomStream random;
  private final Order order;
  private final String cookie;
  private final Event deadline = new Deadline();
  private PerfControl control;
  private PerfRun run;
  private boolean done;
  private boolean ended;
  private String results = "";

  /// What a test is to be and whom it is with.
  ///
  /// @param remote the server
  /// @param parameters the test; a datagram size of 0 stands for what fits the way
  /// @param intervalNanos from report to report
  public record Order(
      SocketAddress remote, PerfParameters parameters, long intervalNanos, PerfReporter reporter) {}

  /// A client that has not begun.
  ///
  /// @param random for its cookie and its data
  public PerfClient(Netns namespace, RandomStream random, Order order) {
    this.namespace = namespace;
    this.loop = namespace.softnet().loop();
    this.random = random;
    this.order = order;
    this.cookie = cookie(random);
    this.run = newRun(order.parameters);
    this.control = PerfControl.client(NO_STREAM, this);
  }

  /// What the client begins each of its connections with.
  public String cookie() {
    return cookie;
  }

  /// What a segment of the control connection carries.
  public int mssBytes() {
    return control.stream().info().mssBytes();
  }

  private static String cookie(RandomStream random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < PerfControl.COOKIE_BYTES - 1; i++) {
      text.append(COOKIE_LETTERS.charAt(random.nextInt(COOKIE_LETTERS.length())));
    }
    return text.toString();
  }

  private PerfRun newRun(PerfParameters parameters) {
    var side = new PerfRun.Side(!parameters.isReverse(), order.intervalNanos, order.reporter);
    PerfRun made = new PerfRun(namespace.softnet(), random, parameters, side);
    made.whenEnough(this::endTest);
    return made;
  }

  @Override
  public void start() {
    Beginning beginning = new Beginning();
    beginning.stream = StreamPorts.connector(namespace).connect(order.remote, beginning);
    control = PerfControl.client(beginning.stream, this);
  }

  /// Hands what happens on the control connection on: its [PerfControl] is made after it.
  private final class Beginning implements StreamListener {
    private StreamSocket stream = NO_STREAM;

    @Override
    public void connected(StreamSocket socket) {
      control.connected(socket);
    }

    @Override
    public void readable(StreamSocket socket) {
      control.readable(socket);
    }

    @Override
    public void failed(StreamSocket socket, SocketError error) {
      control.failed(socket, error);
    }
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public void interrupt() {
    if (!done) {
      run.end();
      control.send(PerfState.CLIENT_TERMINATE);
      order.reporter.failed("interrupt - the client has terminated");
      stop();
    }
  }

  private void stop() {
    done = true;
    loop.cancel(deadline);
    run.close();
    control.close();
  }

  @Override
  public void connected() {
    PerfParameters wanted = order.parameters;
    if (wanted.blockBytes() == 0) {
      int mss = control.stream().info().mssBytes();
      int fits = mss <= 0 ? DATAGRAM_BYTES : Math.min(mss, DATAGRAM_BYTES_MAX);
      run = newRun(withBlockBytes(wanted, fits));
    }
    control.sendCookie(cookie);
  }

  private static PerfParameters withBlockBytes(PerfParameters of, int bytes) {
    return new PerfParameters(
        of.udp(),
        of.seconds(),
        of.bytes(),
        of.blocks(),
        of.streams(),
        bytes,
        of.isReverse(),
        of.bitsPerSecond(),
        of.noDelay());
  }

  @Override
  public void state(int state) {
    switch (state) {
      case PerfState.PARAM_EXCHANGE -> control.sendText(run.parameters().toJson());
      case PerfState.CREATE_STREAMS -> createStream();
      case PerfState.TEST_START -> {
        run.begin();
        int seconds = run.parameters().seconds();
        if (seconds > 0) {
          loop.schedule(deadline, loop.nowNanos() + (seconds * Nanos.SECOND));
        }
      }
      case PerfState.TEST_RUNNING -> run.send();
      case PerfState.EXCHANGE_RESULTS -> {
        control.sendText(run.resultsJson(congestionControl()));
        control.expectText();
      }
      case PerfState.DISPLAY_RESULTS -> {
        run.finish(results);
        run.close();
        control.send(PerfState.IPERF_DONE);
        stop();
      }
      case PerfState.ACCESS_DENIED -> fail("the server is busy running a test. try again later");
      default -> {
        // States of the server that ask for nothing.
      }
    }
  }

  private String congestionControl() {
    String name = namespace.tcp().settings().get("net.ipv4.tcp_congestion_control");
    return name == null ? "" : name;
  }

  @Override
  public void text(String json) {
    results = json;
  }

  private void fail(String why) {
    order.reporter.failed(why);
    stop();
  }

  @Override
  public void closed(String why) {
    if (!done) {
      boolean never = !run.isRunning() && run.streamCount() == 0 && !ended;
      boolean unexpected = why.startsWith("control");
      fail(never && !unexpected ? "unable to connect to server: " + why : why);
    }
  }

  // ---- streams ---------------------------------------------------------------------------

  /// The numbers that the descriptors of the streams get in turn: 5, 7, 9, then one more is taken
  /// in between (recorded of iperf 3.12).
  private static int socketNumber(int index) {
    return index < 3 ? 5 + (2 * index) : 6 + (2 * index);
  }

  private void createStream() {
    int index = run.streamCount();
    if (index == run.parameters().streams()) {
      return;
    }
    if (run.parameters().udp()) {
      createDatagrams(index);
    } else {
      StreamPorts.connector(namespace).connect(order.remote, new Opening(index));
    }
  }

  private final class Opening implements StreamListener {
    private final int index;

    Opening(int index) {
      this.index = index;
    }

    @Override
    public void connected(StreamSocket socket) {
      socket.setNoDelay(run.parameters().noDelay());
      byte[] bytes = new byte[PerfControl.COOKIE_BYTES];
      byte[] text = cookie.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, bytes, 0, text.length);
      socket.write(bytes, 0, bytes.length);
      order.reporter.connected(socketNumber(index), socket.local(), socket.remote());
      run.add(new StreamFlow(run, socket), socketNumber(index));
      createStream();
    }

    @Override
    public void readable(StreamSocket socket) {}

    @Override
    public void failed(StreamSocket socket, SocketError error) {
      if (!done) {
        fail("unable to connect stream: " + error.text());
      }
    }
  }

  private void createDatagrams(int index) {
    // The answer says that the server has made a socket for this stream.
    PerfPort[] port = new PerfPort[1];
    port[0] =
        new PerfPort(
            namespace.udp(),
            datagram -> {
              if (!done && run.streamCount() == index) {
                IpAddress local = port[0].socket().local().address();
                SocketAddress own = new SocketAddress(local, port[0].socket().local().port());
                order.reporter.connected(socketNumber(index), own, order.remote);
                run.add(port[0].become(run), socketNumber(index));
                createStream();
              }
            });
    SocketError error = port[0].socket().connect(order.remote);
    if (error != null) {
      fail("unable to connect stream: " + error.text());
      return;
    }
    port[0].greet();
  }

  // ---- the end ---------------------------------------------------------------------------

  private final class Deadline extends Event {
    @Override
    protected void fire() {
      endTest();
    }
  }

  private void endTest() {
    if (!ended && !done) {
      ended = true;
      loop.cancel(deadline);
      run.end();
      control.send(PerfState.TEST_END);
    }
  }

  /// Before there is a connection.
  private static final StreamSocket NO_STREAM = new NoStream();
}
