package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.device.CostModel;
import dev.drydock.scenarios.engines.LabEngines;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ReadResult;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.shell.Interpreter;
import dev.drydock.scenarios.shell.StandardTools;
import dev.drydock.scenarios.shell.Surroundings;
import dev.drydock.scenarios.tools.Keyboard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// A machine `dh1` (192.168.1.41) with an engine, and `pc` (192.168.1.50) beside it.
final class DockerHost {
  private final LabEngines engines;
  private final Keyboard keyboard;
  final Lab lab;

  private DockerHost(Lab lab) {
    this.lab = lab;
    this.engines = LabEngines.start(lab);
    this.keyboard =
        new Keyboard(
            new Interpreter(new Surroundings(lab, StandardTools.registry(), engines, engines)));
  }

  /// One with a version of the engine.
  ///
  /// @param forwarding whether the machine forwards already before the engine starts
  static DockerHost of(String engine, boolean forwarding) {
    String text =
        """
        name: host
        services: {}
        x-drydock:
          engine: "%s"
          machines:
            dh1:
              docker: {}
              sysctls: { net.ipv4.ip_forward: %d }
              nics: { eth0: { link: lan, address: 192.168.1.41/24 } }
            pc:
              nics: { eth0: { link: lan, address: 192.168.1.50/24 } }
        """
            .formatted(engine, forwarding ? 1 : 0);
    ReadResult result = ScenarioReader.read(ReadRequest.ofText(text));
    var plan = Objects.requireNonNull(result.plan(), () -> result.diagnostics().toString());
    return new DockerHost(Lab.build(plan, 1, CostModel.ZERO));
  }

  /// Starts the engine anew.
  void fresh(String... flags) {
    engines.fresh(lab.mainBox(), List.of(flags));
  }

  /// Restarts the engine, as `systemctl` does.
  void restart() {
    engines.systemctl(lab.mainBox(), "restart", "docker");
  }

  /// Runs a line, with a place in front or on `dh1`.
  ///
  /// @return what it says on both streams, in order
  String type(String line) {
    return keyboard.type(line);
  }

  /// Runs lines one by one, none of which may fail.
  void set(String... lines) {
    keyboard.set(lines);
  }

  int status() {
    return keyboard.status();
  }

  /// What `iptables-save` says, without comments.
  String saved() {
    return type("iptables-save").replaceAll("(?m)^#.*\n", "");
  }

  /// A recorded text.
  static String recorded(String name) {
    try (InputStream in = DockerHost.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
