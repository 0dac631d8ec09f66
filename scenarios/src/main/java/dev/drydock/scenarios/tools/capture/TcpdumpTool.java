package dev.drydock.scenarios.tools.capture;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.netns.Netns;
import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureReader;
import dev.drydock.pcap.CaptureSettings;
import dev.drydock.pcap.CapturedPacket;
import dev.drydock.pcap.filter.CaptureFilter;
import dev.drydock.pcap.filter.FilterException;
import dev.drydock.pcap.print.PacketPrinter;
import dev.drydock.pcap.print.PrintNames;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.ToolEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// `tcpdump`, which sees what the taps of the interfaces see, as a packet socket does. It runs
/// until it has its count or is interrupted.
public final class TcpdumpTool implements Tool {
  private static final String ANY =
      ".any (Pseudo-device that captures on all interfaces) [Up, Running]";

  /// What else Debian's libpcap knows.
  private static final List<String> OTHERS =
      List.of(
          ".bluetooth-monitor (Bluetooth Linux Monitor) [Wireless]",
          ".nflog (Linux netfilter log (NFLOG) interface) [none]",
          ".nfqueue (Linux netfilter queue (NFQUEUE) interface) [none]",
          ".dbus-system (D-Bus system bus) [none]",
          ".dbus-session (D-Bus session bus) [none]");

  private static final String ETHERNET = "link-type EN10MB (Ethernet)";
  private static final String COOKED = "link-type LINUX_SLL2 (Linux cooked v2)";

  /// The tool, with the package that brings it.
  public static List<ToolEntry> entries() {
    return List.of(new ToolEntry("tcpdump", "tcpdump", new TcpdumpTool()));
  }

  @Override
  public boolean catchesTermination() {
    return true;
  }

  @Override
  public int run(Invocation invocation) {
    try {
      TcpdumpOptions options = TcpdumpOptions.read(invocation.arguments());
      return new Session(invocation, options).run();
    } catch (CommandFailure wrong) {
      return wrong.end(invocation);
    }
  }

  /// One run.
  private static final class Session implements CaptureTap.Watcher {
    private final Invocation invocation;
    private final TcpdumpOptions options;
    private final Netns namespace;
    private final FrameSink sink;
    private CaptureFilter filter = CaptureFilter.ALL;
    private long captured;

    Session(Invocation invocation, TcpdumpOptions options) {
      this.invocation = invocation;
      this.options = options;
      this.namespace = invocation.place().namespace();
      PrintNames names = options.isNumeric() ? PrintNames.NONE : new PlaceNames(invocation);
      this.sink =
          new FrameSink(
              new PacketPrinter(options.print(), names),
              line -> invocation.output().write(line, false),
              !options.writeFile().isEmpty(),
              options.snaplen());
    }

    int run() throws CommandFailure {
      if (options.lists()) {
        list();
        return 0;
      }
      return options.readFile().isEmpty() ? live() : fromFile();
    }

    private void list() {
      int number = 0;
      long good = devices().stream().filter(Session::isGood).count();
      for (NetDevice device : devices()) {
        number++;
        if (number == good + 1) {
          invocation.out(number++ + ANY);
        }
        invocation.out(number + "." + device.name() + " [" + flags(device) + "]");
      }
      if (number == good) {
        invocation.out(++number + ANY);
      }
      for (String other : OTHERS) {
        invocation.out(++number + other);
      }
    }

    private static String flags(NetDevice device) {
      String state = device.isUp() ? device.isRunning() ? "Up, Running, " : "Up, " : "";
      boolean isLoopback = device.kind() == DeviceKind.LOOPBACK;
      return state + (isLoopback ? "Loopback" : device.isRunning() ? "Connected" : "Disconnected");
    }

    private static boolean isGood(NetDevice device) {
      return device.isRunning() && device.kind() != DeviceKind.LOOPBACK;
    }

    /// Those that run first, then loopback, then those that are up (`get_figure_of_merit`).
    private List<NetDevice> devices() {
      return namespace.devices().stream()
          .sorted(
              Comparator.comparing((NetDevice device) -> !device.isRunning())
                  .thenComparing(device -> !device.isUp())
                  .thenComparing(device -> device.kind() == DeviceKind.LOOPBACK)
                  .thenComparingInt(NetDevice::index))
          .toList();
    }

    private void readFilter() throws CommandFailure {
      try {
        filter = CaptureFilter.parse(options.filter());
      } catch (FilterException e) {
        throw new CommandFailure(1, "tcpdump: can't parse filter expression: syntax error");
      }
    }

    private int live() throws CommandFailure {
      List<NetDevice> watched = options.isAny() ? devices() : List.of(device());
      readFilter();
      if (options.isAny()) {
        invocation.err("tcpdump: data link type LINUX_SLL2");
      }
      boolean brief = options.verbose() == 0 && options.writeFile().isEmpty();
      invocation.err(
          (brief
                  ? "tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\n"
                  : "tcpdump: ")
              + "listening on "
              + (options.isAny() ? "any, " + COOKED : watched.get(0).name() + ", " + ETHERNET)
              + (", snapshot length " + options.snaplen() + " bytes"));
      List<CaptureTap> taps = new ArrayList<>();
      watched.forEach(each -> taps.add(CaptureTap.on(each, this)));
      long until = invocation.lab().loop().nowNanos() + Shell.PATIENCE_NANOS;
      boolean complete = invocation.shell().await(this::isComplete, until);
      taps.forEach(CaptureTap::end);
      save();
      if (!complete) {
        invocation.out(""); // a line may have been left unfinished
      }
      invocation.err(captured + (captured == 1 ? " packet" : " packets") + " captured");
      String filtered = captured == 1 ? " packet" : " packets";
      invocation.err(captured + filtered + " received by filter");
      invocation.err("0 packets dropped by kernel");
      return 0;
    }

    private NetDevice device() throws CommandFailure {
      String name = options.device().isEmpty() ? devices().get(0).name() : options.device();
      NetDevice device = namespace.device(name);
      if (device == null) {
        throw new CommandFailure(
            1, "tcpdump: " + name + ": No such device exists\n(No such device exists)");
      }
      if (!device.isUp()) {
        throw new CommandFailure(1, "tcpdump: " + name + ": That device is not up");
      }
      return device;
    }

    private boolean isComplete() {
      return options.count() > 0 && captured >= options.count();
    }

    @Override
    public void saw(NetDevice device, long timeNanos, Frame frame, boolean outbound) {
      int length = frame.length();
      if (isComplete()
          || !options.wants(outbound)
          || !filter.matches(frame.data(), frame.offset(), length)) {
        return;
      }
      captured++;
      int kept = Math.min(length, options.snaplen());
      byte[] data = Arrays.copyOfRange(frame.data(), frame.offset(), frame.offset() + kept);
      PacketPrinter.Sight sight =
          options.isAny()
              ? new PacketPrinter.Sight(device.name(), device.index(), direction(frame, outbound))
              : null;
      sink.take(CaptureSettings.RUN_START_NANOS + timeNanos, data, length, sight);
      save();
    }

    private static String direction(Frame frame, boolean outbound) {
      if (outbound) {
        return "Out";
      }
      return switch (frame.addressee) {
        case Frame.TO_BROADCAST -> "B";
        case Frame.TO_MULTICAST -> "M";
        case Frame.TO_OTHER_HOST -> "P";
        default -> "In";
      };
    }

    private void save() {
      if (!options.writeFile().isEmpty()) {
        new PlaceFiles(invocation.place()).write(options.writeFile(), sink.file(), false);
      }
    }

    private int fromFile() throws CommandFailure {
      String name = options.readFile();
      String content = new PlaceFiles(invocation.place()).read(name);
      if (content == null) {
        throw new CommandFailure(1, "tcpdump: " + name + ": No such file or directory");
      }
      byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
      try (CaptureReader reader = CaptureReader.of(bytes)) {
        List<CapturedPacket> packets = reader.remaining();
        if (reader.interfaces().isEmpty()) {
          throw new CommandFailure(1, "tcpdump: unknown file format");
        }
        invocation.err("reading from file " + name + ", " + ETHERNET + ", snapshot length 262144");
        readFilter();
        for (CapturedPacket packet : packets) {
          show(packet);
        }
      } catch (CaptureException e) {
        throw new CommandFailure(1, "tcpdump: unknown file format");
      }
      save();
      return 0;
    }

    private void show(CapturedPacket packet) {
      byte[] data = packet.bytes();
      if (!isComplete() && filter.matches(data, 0, data.length)) {
        captured++;
        sink.take(packet.timeNanos(), data, packet.originalLength(), null);
      }
    }
  }
}
