package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.core.sim.Calendar;
import dev.drydock.drivers.engine.EngineEvent;
import dev.drydock.drivers.template.GoJson;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.system.EventsVerb;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// `docker compose events`: what happened to the containers of a project, an empty line behind
/// each.
final class ComposeEvents implements ComposeVerb.Verb {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  public int run(ComposeCall call) throws Failure {
    var given =
        new Flags("compose events")
            .values("since", "until")
            .switches("json")
            .read(call.arguments());
    var services = given.words();
    return EventsVerb.stream(
        call.docker(),
        given,
        event -> {
          var labels = event.attributes();
          var service = labels.getOrDefault(ComposeProject.SERVICE, "");
          boolean isMeant =
              event.type().equals("container")
                  && call.project().name().equals(labels.get(ComposeProject.PROJECT))
                  && !"True".equals(labels.get(ComposeProject.ONE_OFF))
                  && (services.isEmpty() || services.contains(service));
          if (isMeant && given.has("json")) {
            call.out(json(event, service));
          } else if (isMeant) {
            call.out(text(event));
            call.out("");
          }
        });
  }

  /// The attributes that compose did not set itself.
  private static Map<String, String> attributes(EngineEvent event) {
    var attributes = new TreeMap<>(event.attributes());
    attributes.keySet().removeIf(key -> key.startsWith("com.docker.compose."));
    return attributes;
  }

  private static String text(EngineEvent event) {
    List<String> parts = new ArrayList<>();
    attributes(event).forEach((key, value) -> parts.add(key + "=" + value));
    return "%s container %s %s (%s)"
        .formatted(
            STAMP.format(Calendar.at(event.nanos())),
            event.action(),
            event.actor(),
            String.join(", ", parts));
  }

  private static String json(EngineEvent event, String service) {
    var fields = new TreeMap<String, Object>();
    fields.put("time", Calendar.at(event.nanos()).toString());
    fields.put("type", event.type());
    fields.put("service", service);
    fields.put("id", event.actor());
    fields.put("action", event.action());
    fields.put("attributes", attributes(event));
    return GoJson.compact(fields);
  }
}
