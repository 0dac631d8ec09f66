package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.template.GoJson;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.TextTable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// `docker compose images`. Images are names here: they have no size and no age.
final class ComposeImages implements ComposeVerb.Verb {
  private static final int WIDTH_MIN = 20;
  private static final int ID_DIGITS = 12;
  private static final String PLATFORM = "linux/amd64";

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
    if (ComposeViews.isJson(given)) {
      call.out(GoJson.compact(containers.stream().map(ComposeImages::fields).toList()));
      return 0;
    }
    var table = new TextTable(WIDTH_MIN);
    table.row(List.of("CONTAINER", "REPOSITORY", "TAG", "PLATFORM", "IMAGE ID", "SIZE", "CREATED"));
    for (Container container : containers) {
      table.row(
          List.of(
              container.name(),
              repository(container),
              tag(container),
              PLATFORM,
              digits(container).substring(0, ID_DIGITS),
              "0B",
              "N/A"));
    }
    table.lines().forEach(call::out);
    return 0;
  }

  private static Map<String, Object> fields(Container container) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("ID", container.image().id());
    fields.put("ContainerName", container.name());
    fields.put("Repository", repository(container));
    fields.put("Tag", tag(container));
    fields.put("Platform", PLATFORM);
    fields.put("Size", 0);
    return fields;
  }

  private static String repository(Container container) {
    return container.spec().workload().image().replaceFirst(":[^/:]*$", "");
  }

  private static String tag(Container container) {
    var image = container.spec().workload().image();
    var repository = repository(container);
    return image.equals(repository) ? "latest" : image.substring(repository.length() + 1);
  }

  private static String digits(Container container) {
    return container.image().id().replaceFirst("^sha256:", "");
  }
}
