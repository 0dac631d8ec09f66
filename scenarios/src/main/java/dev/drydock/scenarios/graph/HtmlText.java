package dev.drydock.scenarios.graph;

import dev.drydock.scenarios.graph.Topology.Device;
import dev.drydock.scenarios.graph.Topology.Guest;
import dev.drydock.scenarios.graph.Topology.Host;
import dev.drydock.scenarios.graph.Topology.Net;
import dev.drydock.scenarios.graph.Topology.Space;
import java.util.List;

/// Writes a topology as a page of its own (HTML): the picture, and tables of networks, containers
/// and devices. Nothing is loaded from elsewhere.
public final class HtmlText {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>TITLE</title>
      <style>
      body { font-family: sans-serif; font-size: 14px; color: #1d2733; margin: 24px; }
      .picture { overflow-x: auto; border: 1px solid #d5dbe2; border-radius: 8px; }
      .joint:hover rect { fill: #fff3c4; }
      h2 { margin-top: 32px; }
      h3 { margin-bottom: 6px; color: #5a6675; }
      table { border-collapse: collapse; }
      td, th { text-align: left; padding: 3px 14px 3px 0; border-bottom: 1px solid #e3e7ec; }
      </style>
      </head>
      <body>
      """;

  private final StringBuilder html = new StringBuilder();

  private HtmlText() {}

  /// The text, a document of its own.
  public static String of(Topology topology) {
    return new HtmlText().write(topology);
  }

  private String write(Topology topology) {
    Drawing drawing = Drawing.of(topology);
    html.append(HEAD.replace("TITLE", Markup.escaped(drawing.title())));
    html.append("<div class=\"picture\">\n").append(SvgText.of(drawing)).append("</div>\n");
    topology.machines().forEach(this::machine);
    return html.append("</body>\n</html>\n").toString();
  }

  private void machine(Host machine) {
    html.append("<h2>").append(Markup.escaped(machine.name())).append("</h2>\n");
    if (!machine.networks().isEmpty()) {
      begin("Networks", "name", "driver", "subnets", "gateways", "");
      for (Net net : machine.networks()) {
        row(
            net.name(),
            net.driver(),
            String.join(" ", net.subnets()),
            String.join(" ", net.gateways()),
            net.isInternal() ? "internal" : "");
      }
      html.append("</table>\n");
    }
    if (!machine.containers().isEmpty()) {
      begin("Containers", "name", "image", "state", "network mode", "published ports");
      for (Guest guest : machine.containers()) {
        String ports = String.join(" ", guest.ports());
        row(guest.name(), guest.image(), guest.state(), guest.mode(), ports);
      }
      html.append("</table>\n");
    }
    begin("Devices", "device", "kind", "MAC", "MTU", "addresses", "plugged into");
    for (Space space : machine.namespaces()) {
      space.devices().forEach(this::device);
    }
    html.append("</table>\n");
  }

  private void device(Device device) {
    row(
        device.path(),
        device.kind(),
        device.mac(),
        device.mtuBytes() + (device.isUp() ? "" : ", down"),
        String.join(" ", device.addresses()),
        tied(device));
  }

  private static String tied(Device device) {
    Topology.Ties ties = device.ties();
    return String.join(
        ", ",
        List.of(
                named("link ", ties.link()),
                named("port of ", ties.master()),
                named("on ", ties.lower()),
                named("pair with ", ties.peer()),
                named("network ", ties.network()))
            .stream()
            .filter(words -> !words.isEmpty())
            .toList());
  }

  private static String named(String what, String name) {
    return name.isEmpty() ? "" : what + name;
  }

  private void begin(String title, String... names) {
    html.append("<h3>").append(title).append("</h3>\n<table>\n<tr>");
    for (String name : names) {
      html.append("<th>").append(name).append("</th>");
    }
    html.append("</tr>\n");
  }

  private void row(String... words) {
    html.append("<tr>");
    for (String word : words) {
      html.append("<td>").append(Markup.escaped(word)).append("</td>");
    }
    html.append("</tr>\n");
  }
}
