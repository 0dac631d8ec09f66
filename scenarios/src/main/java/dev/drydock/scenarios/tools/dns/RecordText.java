package dev.drydock.scenarios.tools.dns;

import dev.drydock.core.app.dns.DnsData;
import dev.drydock.core.app.dns.DnsName;
import dev.drydock.core.app.dns.DnsRecord;
import dev.drydock.core.app.dns.DnsType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Resource records as tools print them.
final class RecordText {
  private static final List<String> ZONE_NUMBERS =
      List.of("serial", "refresh", "retry", "expire", "minimum");

  private RecordText() {}

  /// What a record says, as in a zone file: `10 mail.example.`.
  static String data(DnsRecord item) {
    return switch (item.data()) {
      case DnsData.Address(var address) -> address.toString();
      case DnsData.Name(String name) -> DnsName.full(name);
      case DnsData.MailServer(int preference, String name) -> preference + " " + DnsName.full(name);
      case DnsData.ZoneStart start -> {
        StringBuilder text = new StringBuilder(DnsName.full(start.name()));
        text.append(' ').append(DnsName.full(start.mailbox()));
        start.numbers().forEach(n -> text.append(' ').append(n));
        yield text.toString();
      }
      case DnsData.Service(int priority, int weight, int port, String target) ->
          priority + " " + weight + " " + port + " " + DnsName.full(target);
      case DnsData.Text(List<String> strings) -> quoted(strings);
      case DnsData.Opaque(String hex) ->
          "\\# " + hex.length() / 2 + (hex.isEmpty() ? "" : " " + hex.toUpperCase(Locale.ROOT));
    };
  }

  private static String quoted(List<String> strings) {
    List<String> words = new ArrayList<>();
    for (String string : strings) {
      words.add("\"" + string.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }
    return String.join(" ", words);
  }

  /// The lines of BusyBox's `nslookup` for a record, none for types it does not show.
  static List<String> busybox(DnsRecord item) {
    String name = item.name();
    return switch (item.data()) {
      case DnsData.Address(var address) -> List.of("Name:\t" + name, "Address: " + address);
      case DnsData.Name(String target) -> List.of(name + leadsTo(item) + target);
      case DnsData.MailServer(int preference, String target) ->
          List.of(name + "\tmail exchanger = " + preference + " " + target);
      case DnsData.Text(List<String> strings) ->
          strings.isEmpty() || strings.getFirst().isEmpty()
              ? List.of()
              : List.of(name + "\ttext = \"" + strings.getFirst() + "\"");
      case DnsData.ZoneStart start -> zoneLines(name, start);
      case DnsData.Service service -> List.of();
      case DnsData.Opaque opaque -> List.of();
    };
  }

  /// The lines of `nslookup` of BIND for a record.
  static List<String> bind(DnsRecord item) {
    String name = item.name();
    return switch (item.data()) {
      case DnsData.Address(var address) -> List.of("Name:\t" + name, "Address: " + address);
      case DnsData.Name(String target) -> List.of(name + leadsTo(item) + DnsName.full(target));
      case DnsData.MailServer mail -> List.of(name + "\tmail exchanger = " + data(item));
      case DnsData.Text text -> List.of(name + "\ttext = " + data(item));
      case DnsData.ZoneStart start -> zoneLines(name, start);
      case DnsData.Service service -> List.of(name + "\tservice = " + data(item));
      case DnsData.Opaque opaque -> List.of(name + "\trdata_" + item.type() + " = " + data(item));
    };
  }

  private static List<String> zoneLines(String name, DnsData.ZoneStart start) {
    List<String> lines = new ArrayList<>();
    lines.add(name);
    lines.add("\torigin = " + start.name());
    lines.add("\tmail addr = " + start.mailbox());
    for (int i = 0; i < start.numbers().size(); i++) {
      lines.add("\t" + ZONE_NUMBERS.get(i) + " = " + start.numbers().get(i));
    }
    return lines;
  }

  /// What `nslookup` writes between the name of a record and the name in it.
  private static String leadsTo(DnsRecord item) {
    return switch (item.type()) {
      case DnsType.NS -> "\tnameserver = ";
      case DnsType.CNAME -> "\tcanonical name = ";
      default -> "\tname = ";
    };
  }
}
