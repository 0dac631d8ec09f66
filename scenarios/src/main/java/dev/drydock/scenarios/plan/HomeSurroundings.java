package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.model.BlockDecoder;
import dev.drydock.scenarios.model.DrydockBlock;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Source;
import dev.drydock.scenarios.text.YamlReader;

/// The surroundings of a file that names no machines: a Docker host and a PC behind a home router,
/// and the internet at the other end of its line.
///
/// ```
/// host ─┐
///       lan ─ router ─ isp ─ internet
/// pc ───┘
/// ```
final class HomeSurroundings {

  /// The link to the provider is a guess at a home line: 5 ms one way.
  private static final String TEXT =
      """
      machines:
        host:
          docker: {}
          nics: { eth0: { link: lan, address: 192.168.0.10/24, gateway: 192.168.0.1 } }
        pc:
          nics: { eth0: { link: lan, address: 192.168.0.20/24, gateway: 192.168.0.1 } }
        router:
          forward: true
          masquerade: wan
          nics:
            lan: { link: lan, address: 192.168.0.1/24 }
            wan: { link: isp, address: 203.0.113.2/24, gateway: 203.0.113.1 }
      links:
        lan: { rate: 1gbit, delay: 20us }
        isp: { rate: 100mbit, delay: 5ms }
      """;

  private HomeSurroundings() {}

  /// As it would stand in a file.
  static Node.Mapping tree() {
    var documents = YamlReader.read(new Source("home", TEXT), new Diagnostics());
    return (Node.Mapping) documents.getFirst();
  }

  static DrydockBlock block() {
    var diagnostics = new Diagnostics();
    var block = new BlockDecoder(diagnostics).block(tree());
    if (diagnostics.hasErrors()) {
      throw new IllegalStateException("home surroundings: " + diagnostics.sorted());
    }
    return block;
  }
}
