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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A machine `dh1` (192.168.1.41) with an engine, and `pc` (192.168.1.50) beside it.
final class DockerHost {
  private final LabEngines engines;
  private final Interpreter interpreter;
  private int status;
  final Lab lab;

  private DockerHost(Lab lab) {
    this.lab = lab;
    this.engines = LabEngines.start(lab);
    this.interpreter =
        new Interpreter(new Surroundings(lab, StandardTools.registry(), engines, engines));
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
    ReadResult result =
        ScenarioReader.read(
            new ReadRequest(
                List.of(Path.of("-")),
                Path.of("").toAbsolutePath(),
                Map.of(),
                null,
                List.of(),
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
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
    StringBuilder written = new StringBuilder();
    status = interpreter.type(line, (text, error) -> written.append(text));
    return written.toString();
  }

  /// Runs lines one by one, none of which may fail.
  void set(String... lines) {
    for (String line : lines) {
      String said = type(line);
      if (status != 0) {
        throw new AssertionError(line + ": " + said);
      }
    }
  }

  int status() {
    return status;
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
