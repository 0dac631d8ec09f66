package dev.drydock.scenarios.model;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.ExposedPort;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Keys;
import dev.drydock.scenarios.text.ListenPort;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `serve`: the servers of a machine or an image.
final class ServeDecoder {

  private static final long PORT_MAX = 65535;

  /// More than any transfer that a lab plays. A guess.
  private static final long FILE_BYTES_MAX = 1 << 30;

  private static final Map<String, Keys> KINDS =
      Map.of(
          "dhcp", DhcpDecoder.KEYS,
          "http", Keys.of("http", "address", "server", "files"),
          "dns", Keys.of("dns", "server", "hosts", "local"),
          "ra", AdvertiseDecoder.KEYS,
          "tcp", Keys.of("tcp", "address", "server"),
          "udp", Keys.of("udp", "address", "server"));

  private final Diagnostics diagnostics;

  ServeDecoder(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /// Reads a list of `80`, `80/tcp`, `53/udp`.
  static List<Located<ExposedPort>> ports(Fields fields, String key) {
    return fields.values(key, "a port such as 80/tcp", ServeDecoder::port);
  }

  /// Reads a list of `80`, `53/udp`, `127.0.0.1:80`, `[::1]:80/tcp`.
  static List<Located<ListenPort>> listenPorts(Fields fields, String key) {
    return fields.values(key, "a port such as 80/tcp or 127.0.0.1:80", ServeDecoder::listenPort);
  }

  private static @Nullable ListenPort listenPort(String text) {
    var colon = text.lastIndexOf(':');
    var before = colon < 0 ? "::" : text.substring(0, colon).replaceAll("^\\[|]$", "");
    var address = IpAddress.parseOrNull(before);
    var port = port(text.substring(colon + 1));
    return address == null || port == null
        ? null
        : new ListenPort(address, port.port(), port.protocol());
  }

  private static @Nullable ExposedPort port(String text) {
    var slash = text.indexOf('/');
    var digits = slash < 0 ? text : text.substring(0, slash);
    var protocol = slash < 0 ? Protocol.TCP : protocol(text.substring(slash + 1));
    if (protocol == null || !digits.matches("[0-9]{1,5}")) {
      return null;
    }
    var port = Integer.parseInt(digits);
    return port < 1 || port > PORT_MAX ? null : new ExposedPort(port, protocol);
  }

  private static @Nullable Protocol protocol(String text) {
    for (var protocol : Protocol.values()) {
      if (protocol.toString().equals(text)) {
        return protocol;
      }
    }
    return null;
  }

  List<Serve> serve(Fields owner) {
    var servers = new ArrayList<Serve>();
    for (var node : owner.list("serve")) {
      var server = server(node, owner.pathOf("serve"));
      if (server != null) {
        servers.add(server);
      }
    }
    return servers;
  }

  private @Nullable Serve server(Node node, String path) {
    if (!(node instanceof Node.Mapping mapping)) {
      diagnostics.error(
          node.place(), path + " must hold mappings, not " + node.describe(), "write - http: 80");
      return null;
    }
    for (var kind : List.of("http", "dns", "dhcp", "ra", "tcp", "udp")) {
      if (mapping.get(kind) != null) {
        return server(kind, new Fields(mapping, path, diagnostics).checkKeys(keysOf(kind)));
      }
    }
    diagnostics.error(
        node.place(),
        path + " names no kind of server",
        "give one of http, dns, dhcp, tcp or udp a port, or ra an interface");
    return null;
  }

  private static Keys keysOf(String kind) {
    var keys = KINDS.get(kind);
    return keys == null ? Keys.of() : keys;
  }

  private @Nullable Serve server(String kind, Fields fields) {
    if (kind.equals("ra")) {
      return new AdvertiseDecoder(fields).server();
    }
    var port = fields.number(kind, 1, PORT_MAX);
    var given = fields.text("server");
    if (port == null) {
      return null;
    }
    var number = port.value().intValue();
    var label = given == null ? "" : given.value();
    var address = fields.value("address", "an address", IpAddress::parseOrNull);
    var server = server(kind, fields, number, label);
    return address == null || server == null ? server : server.on(address.value());
  }

  private @Nullable Serve server(String kind, Fields fields, int number, String label) {
    return switch (kind) {
      case "http" -> new Serve.Http(number, label, files(fields));
      case "dns" -> new Serve.Dns(number, label, hosts(fields), local(fields));
      case "dhcp" -> new DhcpDecoder(fields, diagnostics).server(number);
      case "udp" -> new Serve.Listen(number, Protocol.UDP, label);
      default -> new Serve.Listen(number, Protocol.TCP, label);
    };
  }

  private Map<String, Serve.Content> files(Fields fields) {
    var files = new LinkedHashMap<String, Serve.Content>();
    var entries = fields.freeFields("files");
    for (var path : entries.keys()) {
      if (!path.value().startsWith("/")) {
        diagnostics.error(
            path.place(), "\"" + path.value() + "\" is not a path", "begin it with /");
      }
      var content = content(entries, path.value());
      if (content != null) {
        files.put(path.value(), content);
      }
    }
    return files;
  }

  /// A text, or `{ bytes: N, fill: TEXT }`.
  private Serve.@Nullable Content content(Fields entries, String path) {
    if (!(entries.node(path) instanceof Node.Mapping)) {
      var text = entries.word(path);
      return Serve.Content.of(text == null ? "" : text.value());
    }
    var entry = entries.fieldsOrEmpty(path, Keys.of("bytes", "fill"));
    var size = entry.number("bytes", 0, FILE_BYTES_MAX);
    var fill = entry.word("fill");
    if (size == null) {
      diagnostics.error(entry.place(), "the file " + path + " needs its size in bytes");
      return null;
    }
    return new Serve.Content(fill == null ? "x" : fill.value(), size.value().intValue());
  }

  private static Map<String, IpAddress> hosts(Fields fields) {
    var hosts = new LinkedHashMap<String, IpAddress>();
    var entries = fields.freeFields("hosts");
    for (var name : entries.keys()) {
      var address = entries.value(name.value(), "an address", IpAddress::parseOrNull);
      if (address != null) {
        hosts.put(name.value(), address.value());
      }
    }
    return hosts;
  }

  private static List<String> local(Fields fields) {
    return fields.wordOrWords("local").stream().map(Located::value).toList();
  }
}
