package dev.drydock.scenarios.tools;

import dev.drydock.core.device.CostModel;
import dev.drydock.scenarios.engines.LabEngines;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ReadResult;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.shell.Interpreter;
import dev.drydock.scenarios.shell.StandardTools;
import dev.drydock.scenarios.shell.Surroundings;
import java.util.Objects;

/// A lab to type into: `dh1` (192.168.1.41) with Docker, 20.10 unless another is asked for, `pc`
/// (192.168.1.50) beside it, and the image `web`, which serves a page and a file of 20000 bytes
/// with BusyBox's httpd; `net` has Debian's BusyBox and a few tools in their full size.
public final class TypedLab implements AutoCloseable {
  private static final String TEXT =
      """
      name: typed
      services: {}
      x-drydock:
        engine: "ENGINE"
        machines:
          dh1:
            docker: DAEMON
            nics: { eth0: { link: lan, address: 192.168.1.41/24 } }
          pc:
            nics: { eth0: { link: lan, address: 192.168.1.50/24 } }
            serve:
              - { http: 80, server: nginx, files: { /index.html: "from pc\\n" } }
              - { udp: 5000, server: sink }
        images:
          net: { tools: [busybox, iputils, iproute2, nc] }
          web:
            tools: busybox
            expose: [80/tcp]
            serve:
              - http: 80
                server: busybox-httpd
                files: { /index.html: "<html>hello</html>\\n", /big.txt: { bytes: 20000, fill: y } }
      """;

  private final Lab lab;
  private final Interpreter interpreter;
  private final Keyboard keyboard;

  private TypedLab(String text) {
    ReadResult result = ScenarioReader.read(ReadRequest.ofText(text));
    var plan = Objects.requireNonNull(result.plan(), () -> result.diagnostics().toString());
    this.lab = Lab.build(plan, 1, CostModel.LINUX);
    LabEngines engines = LabEngines.start(lab);
    this.interpreter =
        new Interpreter(new Surroundings(lab, StandardTools.registry(), engines, engines));
    this.keyboard = new Keyboard(interpreter);
  }

  /// The lab.
  public static TypedLab start() {
    return start("{}");
  }

  /// The lab, its engine configured.
  ///
  /// @param daemon keys of `daemon.json`, as a YAML mapping
  public static TypedLab start(String daemon) {
    return ofEngine("20.10", daemon);
  }

  /// The lab with another engine.
  public static TypedLab ofEngine(String version) {
    return ofEngine(version, "{}");
  }

  /// The lab with another engine, configured.
  public static TypedLab ofEngine(String version, String daemon) {
    return of(TEXT.replace("ENGINE", version).replace("DAEMON", daemon));
  }

  /// The lab of a scenario file, without its services.
  public static TypedLab of(String text) {
    return new TypedLab(text);
  }

  /// Runs a line, with a place in front or on `dh1`.
  ///
  /// @return what it says on both streams, in order
  public String type(String line) {
    return keyboard.type(line);
  }

  /// Runs lines one by one, none of which may fail.
  public TypedLab with(String... lines) {
    keyboard.set(lines);
    return this;
  }

  /// The exit status of the last line.
  public int status() {
    return keyboard.status();
  }

  /// Lets virtual time pass.
  public void pass(long nanos) {
    interpreter.pass(nanos);
  }

  /// Ends what still runs. Somebody sits at a terminal, who answers every question with nothing.
  public TypedLab attended() {
    interpreter.onAsk(question -> "");
    return this;
  }

  @Override
  public void close() {
    interpreter.close();
  }

  /// The machines.
  public Lab lab() {
    return lab;
  }
}
