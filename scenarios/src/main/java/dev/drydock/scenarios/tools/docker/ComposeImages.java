package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.engine.Container;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/// `docker compose images`. Images are names here: they have no size and no age.
final class ComposeImages implements ComposeVerb.Verb {
  private static final int WIDTH_MIN = 20;
  private static final int ID_DIGITS = 12;

  @Override
  public int run(ComposeCall call) throws Failure {
    var given =
        new Flags("compose images").values("format").switches("q|quiet").read(call.arguments());
    var services = call.chosen(given.words());
    var containers =
        call.project().present(call.engine()).stream()
            .filter(each -> services.contains(ComposeProject.serviceOf(each)))
            .sorted(Comparator.comparing(Container::name))
            .toList();
    if (given.has("quiet")) {
      var ids = new LinkedHashSet<String>();
      containers.forEach(each -> ids.add(digits(each)));
      ids.forEach(call::out);
      return 0;
    }
    var table = new TextTable(WIDTH_MIN);
    table.row(List.of("CONTAINER", "REPOSITORY", "TAG", "PLATFORM", "IMAGE ID", "SIZE", "CREATED"));
    for (Container container : containers) {
      var image = container.spec().workload().image();
      var colon = image.lastIndexOf(':');
      var isTagged = colon > image.lastIndexOf('/');
      table.row(
          List.of(
              container.name(),
              isTagged ? image.substring(0, colon) : image,
              isTagged ? image.substring(colon + 1) : "latest",
              "linux/amd64",
              digits(container).substring(0, ID_DIGITS),
              "0B",
              "N/A"));
    }
    table.lines().forEach(call::out);
    return 0;
  }

  private static String digits(Container container) {
    return container.image().id().replaceFirst("^sha256:", "");
  }
}
