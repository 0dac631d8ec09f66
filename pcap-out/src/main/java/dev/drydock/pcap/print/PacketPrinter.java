package dev.drydock.pcap.print;

import dev.drydock.pcap.print.PrintOptions.Dump;
import java.util.Locale;

/// Prints frames as tcpdump 4.99.3 does, one after the other: it remembers connections, to show
/// sequence numbers from the beginning, and times. Any bytes may be given.
public final class PacketPrinter {
  private static final long MICRO = 1000;
  private static final long SECOND_MICROS = 1_000_000;
  private static final int ETHERNET_BYTES = 14;
  private static final int COOKED_BYTES = 20;

  private final PrintOptions options;
  private final PrintContext context;
  private final NetworkPrinter network;
  private long firstMicros = -1;
  private long lastMicros = -1;

  /// A printer that has seen nothing.
  public PacketPrinter(PrintOptions options, PrintNames names) {
    this.options = options;
    this.context = new PrintContext(options, names);
    this.network = new NetworkPrinter(context);
  }

  /// Where a frame was seen, when that is told with each (`-i any`).
  ///
  /// @param device its name
  /// @param index its interface index
  /// @param direction `In`, `Out`, `B`, `M` or `P`
  public record Sight(String device, int index, String direction) {}

  /// The lines of a frame, with the last line end.
  ///
  /// @param timeNanos since 1970
  /// @param data as much of the frame as was captured
  /// @param length of the whole frame
  public String ethernet(long timeNanos, byte[] data, int length) {
    StringBuilder out = begin(timeNanos);
    Octets frame = new Octets(data, 0, data.length);
    try {
      network.ethernet(frame, length);
    } catch (Octets.CutOff e) {
      context.cutOff();
    }
    return end(out, frame, ETHERNET_BYTES + network.tagBytes());
  }

  /// The same of a frame captured on any interface: in place of the Ethernet header it says where.
  public String cooked(long timeNanos, byte[] data, int length, Sight sight) {
    StringBuilder out = begin(timeNanos);
    Octets frame = new Octets(data, 0, data.length);
    out.append(String.format(Locale.ROOT, "%-5s %-3s ", sight.device, sight.direction));
    try {
      int type = frame.u16(12);
      int whole = length - ETHERNET_BYTES + COOKED_BYTES;
      if (options.link()) {
        out.append("ifindex ").append(sight.index).append(' ').append(context.mac(frame, 6));
        out.append(' ').append(options.quiet() ? "" : NetworkPrinter.typeText(type) + ", length ");
        out.append(options.quiet() ? "" : whole + ": ");
      }
      network.payload(frame.after(ETHERNET_BYTES), length - ETHERNET_BYTES, type);
    } catch (Octets.CutOff e) {
      context.cutOff();
    }
    return end(out, frame, ETHERNET_BYTES);
  }

  private StringBuilder begin(long timeNanos) {
    StringBuilder out = context.begin();
    long micros = Math.floorDiv(timeNanos, MICRO);
    firstMicros = firstMicros < 0 ? micros : firstMicros;
    lastMicros = lastMicros < 0 ? micros : lastMicros;
    switch (options.time()) {
      case NONE -> {}
      case OF_DAY -> out.append(ofDay(micros)).append(' ');
      case EPOCH ->
          out.append(micros / SECOND_MICROS)
              .append('.')
              .append(sixDigits(micros % SECOND_MICROS))
              .append(' ');
      case SINCE_LAST -> out.append(difference(micros - lastMicros));
      case SINCE_FIRST -> out.append(difference(micros - firstMicros));
      case DATE ->
          out.append(java.time.LocalDate.ofEpochDay(micros / SECOND_MICROS / 86_400))
              .append(' ')
              .append(ofDay(micros))
              .append(' ');
    }
    lastMicros = micros;
    return out;
  }

  private static String difference(long micros) {
    return (micros < 0 ? "-" : " ") + ofDay(Math.abs(micros)) + " ";
  }

  private static String ofDay(long micros) {
    long seconds = micros / SECOND_MICROS;
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%s",
        seconds / 3600 % 24,
        seconds / 60 % 60,
        seconds % 60,
        sixDigits(micros % SECOND_MICROS));
  }

  private static String sixDigits(long number) {
    return String.format(Locale.ROOT, "%06d", number);
  }

  private String end(StringBuilder out, Octets frame, int linkBytes) {
    boolean withLink =
        options.dump() == Dump.HEX_WITH_LINK
            || options.dump() == Dump.HEX_AND_TEXT_WITH_LINK
            || options.dump() == Dump.TEXT_WITH_LINK;
    Octets shown = withLink ? frame : frame.after(Math.min(linkBytes, frame.size()));
    switch (options.dump()) {
      case NONE -> {}
      case HEX, HEX_WITH_LINK -> HexDump.hex(out, shown, "\t", false);
      case HEX_AND_TEXT, HEX_AND_TEXT_WITH_LINK -> HexDump.hex(out, shown, "\t", true);
      case TEXT, TEXT_WITH_LINK -> HexDump.text(out, shown);
    }
    return out.append('\n').toString();
  }
}
