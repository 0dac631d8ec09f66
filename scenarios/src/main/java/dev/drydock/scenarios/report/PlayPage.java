package dev.drydock.scenarios.report;

import dev.drydock.scenarios.graph.Drawing;
import dev.drydock.scenarios.graph.Markup;
import dev.drydock.scenarios.graph.SvgText;
import dev.drydock.scenarios.graph.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Writes a run as a page of its own (HTML) that plays it: the picture of the network, in which
/// each frame lights up where it is, beside the steps and what they printed. Nothing is loaded from
/// elsewhere.
public final class PlayPage {
  private PlayPage() {}

  /// The text.
  ///
  /// @param topology of the network at the end
  public static String of(RunReport report, Topology topology, Sighting.Part frames) {
    Drawing drawing = Drawing.of(topology);
    String template = template();
    // No name can look like such a comment: in the picture it is written out. The data comes last.
    return template
        .replace("<!--TITLE-->", Markup.escaped(drawing.title()))
        .replace("<!--PICTURE-->", SvgText.of(drawing))
        .replace("<!--DATA-->", data(report, topology, frames));
  }

  private static String template() {
    try (InputStream in = PlayPage.class.getResourceAsStream("play.html")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// JSON in which nothing looks like a mark of the page: `</script>` or `<!--`.
  private static String data(RunReport report, Topology topology, Sighting.Part frames) {
    JsonText json = new JsonText().beginObject();
    json.name("steps").beginArray();
    for (StepReport step : report.steps()) {
      json.item()
          .beginObject()
          .member("start", step.startNanos())
          .member("command", step.command())
          .member("status", step.status().word())
          .member("output", step.output().merged())
          .member("problems", step.problems())
          .end();
    }
    json.end().name("expectations").beginArray();
    for (ExpectationReport each : report.expectations()) {
      json.item()
          .beginObject()
          .member("claim", each.claim())
          .member("status", each.status().word())
          .member("reason", each.reason())
          .end();
    }
    json.end();
    same(topology, json);
    frames(frames, json);
    return json.end().toString().replace("<", "\\u003c");
  }

  /// The machine's end of a pair is drawn as the container's.
  private static void same(Topology topology, JsonText json) {
    json.name("same").beginObject();
    topology.machines().stream()
        .flatMap(machine -> machine.namespaces().stream())
        .flatMap(space -> space.devices().stream())
        .filter(device -> !device.ties().peer().isEmpty())
        .forEach(device -> json.member(device.path(), device.ties().peer()));
    json.end();
  }

  private static void frames(Sighting.Part frames, JsonText json) {
    json.name("frames").beginArray();
    for (Sighting frame : frames.sightings()) {
      json.item()
          .beginObject()
          .member("time", frame.timeNanos())
          .member("path", frame.path())
          .member("out", frame.isOutbound())
          .member("summary", frame.summary())
          .member("note", frame.note())
          .member("lost", frame.isLost())
          .end();
    }
    json.end();
    String left = frames.left() == 0 ? "" : frames.left() + " later frames are not in this page";
    json.member("left", left);
  }
}
