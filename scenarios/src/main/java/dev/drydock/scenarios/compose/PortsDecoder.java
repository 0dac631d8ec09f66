package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `ports`, short and long forms.
final class PortsDecoder {

  private static final String HINT =
      "write \"HOST:CONTAINER\", as \"8080:80\" or \"127.0.0.1:8080:80/tcp\"";

  private final Fields fields;
  private final String path;
  private final Diagnostics diagnostics;

  PortsDecoder(Fields fields, Diagnostics diagnostics) {
    this.fields = fields;
    this.path = fields.pathOf("ports");
    this.diagnostics = diagnostics;
  }

  List<Located<PortSpec>> ports() {
    var ports = new ArrayList<Located<PortSpec>>();
    for (var node : fields.list("ports")) {
      var port = port(node);
      if (port != null) {
        ports.add(new Located<>(port, node.place()));
      }
    }
    return ports;
  }

  private @Nullable PortSpec port(Node node) {
    try {
      return switch (node) {
        case Node.Scalar scalar when !scalar.isNull() -> PortGrammar.parse(scalar.text());
        case Node.Mapping mapping -> longForm(mapping);
        default -> throw new PortGrammar.Refused("must be a port, not " + node.describe());
      };
    } catch (PortGrammar.Refused refused) {
      diagnostics.error(node.place(), path + ": " + refused.getMessage(), HINT);
      return null;
    }
  }

  private @Nullable PortSpec longForm(Node.Mapping mapping) throws PortGrammar.Refused {
    var entry = new Fields(mapping, path, diagnostics).checkKeys(ComposeKeys.PORT);
    var target = entry.word("target");
    var published = entry.word("published");
    var hostIp = entry.text("host_ip");
    var protocol = entry.word("protocol");
    var mode =
        entry.value(
            "mode", "host or ingress", t -> List.of("host", "ingress").contains(t) ? t : null);
    if (target == null) {
      throw new PortGrammar.Refused("a port needs a target");
    }
    var host = published == null ? "" : published.value();
    var spec =
        new PortSpec(
            hostIp == null ? null : PortGrammar.hostIp(hostIp.value()),
            host.isEmpty() ? null : PortGrammar.range(host, 0, "hostPort"),
            PortGrammar.range(target.value(), 1, "containerPort"),
            PortGrammar.protocol(protocol == null ? "tcp" : protocol.value()),
            mode != null && mode.value().equals("host"));
    PortGrammar.checkCounts(spec);
    return spec;
  }
}
