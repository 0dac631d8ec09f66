package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.model.Image;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import java.util.ArrayList;
import java.util.List;

/// Plans the images that the file declares. What a declaration leaves out comes from the
/// catalogue's image of that name.
final class ImagePlanner {

  /// Tool sets that images can have.
  static final List<String> TOOLS =
      List.of(
          "arping",
          "bridge-utils",
          "busybox",
          ImageCatalogue.DEFCONFIG,
          "conntrack",
          "curl",
          "dig",
          "ethtool",
          "iperf3",
          "iproute2",
          "iptables",
          "iputils",
          "ipvsadm",
          "nc",
          "net-tools",
          "nmap",
          "ss",
          "tcpdump",
          "traceroute",
          "wget");

  private final Diagnostics diagnostics;

  ImagePlanner(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  List<ImagePlan> plan(List<Image> images) {
    var plans = new ArrayList<ImagePlan>();
    for (var image : images) {
      checkReference(image.name(), diagnostics);
      image.tools().forEach(this::checkTool);
      plans.add(plan(image));
    }
    return plans;
  }

  private static ImagePlan plan(Image image) {
    var known = ImageCatalogue.find(List.of(), image.name().value());
    var tools = image.tools().stream().map(Located::value).toList();
    var expose = image.expose().stream().map(Located::value).toList();
    var serve = image.serve().stream().map(SurroundingsPlanner::withServer).toList();
    return new ImagePlan(
        image.name().value(),
        tools.isEmpty() ? known.tools() : tools,
        expose.isEmpty() ? known.expose() : expose,
        serve.isEmpty() ? known.serve() : serve,
        tools.isEmpty() ? known.besides() : List.of());
  }

  private void checkTool(Located<String> tool) {
    if (!TOOLS.contains(tool.value())) {
      var hint = diagnostics.hint(tool.value(), TOOLS);
      diagnostics.error(
          tool.place(),
          "there are no tools \"" + tool.value() + "\"",
          hint.isEmpty() ? "known are " + String.join(", ", TOOLS) : hint);
    }
  }

  /// Any image is fine, but it must be written as one. The text is Docker's.
  static void checkReference(Located<String> image, Diagnostics diagnostics) {
    var text = image.value();
    if (ImageReference.isValid(text)) {
      return;
    }
    diagnostics.error(
        image.place(),
        ImageReference.complaint(text),
        "write an image as NAME, NAME:TAG or HOST/NAME:TAG, not \"" + text + "\"");
  }
}
