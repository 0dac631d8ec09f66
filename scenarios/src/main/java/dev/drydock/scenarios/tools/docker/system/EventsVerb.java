package dev.drydock.scenarios.tools.docker.system;

import dev.drydock.core.sim.Calendar;
import dev.drydock.core.sim.Nanos;
import dev.drydock.drivers.engine.EngineEvent;
import dev.drydock.drivers.engine.EventLog;
import dev.drydock.drivers.profile.InspectStyle;
import dev.drydock.drivers.template.GoType;
import dev.drydock.drivers.template.GoValue;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.client.GivenTime;
import dev.drydock.scenarios.tools.docker.show.GoTemplate;
import dev.drydock.scenarios.tools.docker.show.GoTypes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker events` (docker/cli `cli/command/system/events.go`): without `--until` it goes on until
/// it is interrupted.
public final class EventsVerb implements DockerVerb {
  /// What a format that is none ends with.
  private static final int NO_TEMPLATE = 64;

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .values("f|filter", "format", "since", "until")
            .read(call.arguments());
    EventFilters filters = EventFilters.of(call, given);
    Printer printer = new Printer(call, template(call, given.last("format", "")), filters);
    return stream(call, given, printer::print);
  }

  /// Who is told of events.
  public interface Listener {
    /// Takes one.
    void tell(EngineEvent event) throws Failure;
  }

  /// Tells of the events that `--since` and `--until` mean.
  public static int stream(DockerCall call, Flags.Given given, Listener listener) throws Failure {
    long now = call.engine().machine().loop().nowNanos();
    long until = GivenTime.nanos(given.last("until", ""), now, Long.MAX_VALUE);
    long since =
        GivenTime.nanos(given.last("since", ""), now, until < Long.MAX_VALUE ? 0 : Long.MAX_VALUE);
    if (given.has("since") && until < since) {
      throw new Failure(
          "Error response from daemon: `since` time (%s) cannot be after `until` time (%s)"
              .formatted(stamp(since), stamp(until)),
          1);
    }
    EventLog log = call.engine().events();
    long seen = log.total();
    for (EngineEvent event : log.remembered()) {
      if (event.nanos() >= since && event.nanos() <= until) {
        listener.tell(event);
      }
    }
    return follow(call, seen, until, listener);
  }

  /// A time as the client sends it: seconds since 1970 and nine digits.
  private static String stamp(long nanos) {
    Instant at = Calendar.at(nanos);
    return "%d.%09d".formatted(at.getEpochSecond(), at.getNano());
  }

  /// The template, tried with an event that has nothing; null where there is none.
  private static @Nullable GoTemplate template(DockerCall call, String format) throws Failure {
    if (format.isEmpty()) {
      return null;
    }
    boolean isJson = format.equals("json") && call.client().knowsJson();
    try {
      GoTemplate template = GoTemplate.parse(isJson ? "{{json .}}" : format);
      GoType message = GoTypes.of(call.engine().profile()).type("*events.Message");
      template.typed(new GoValue(message, Map.of()));
      return template;
    } catch (Failure e) {
      throw new Failure("Error parsing format: " + GoTemplate.why(e), NO_TEMPLATE);
    }
  }

  private static int follow(DockerCall call, long seen, long until, Listener listener)
      throws Failure {
    EventLog log = call.engine().events();
    Shell shell = call.invocation().shell();
    long told = seen;
    while (call.engine().machine().loop().nowNanos() < until) {
      long before = told;
      if (!shell.await(() -> log.total() > before, until)) {
        return 0; // the time is over, or somebody interrupts
      }
      for (EngineEvent event : log.after(told)) {
        listener.tell(event);
      }
      told = log.total();
    }
    return 0;
  }

  /// Prints events that pass.
  private record Printer(DockerCall call, @Nullable GoTemplate template, EventFilters filters) {
    void print(EngineEvent event) throws Failure {
      if (!filters.include(event)) {
        return;
      }
      if (template == null) {
        String attributes = event.attributeText();
        call.out(
            event.stamp()
                + " "
                + event.type()
                + " "
                + event.action()
                + " "
                + event.actor()
                + (attributes.isEmpty() ? "" : " (" + attributes + ")"));
      } else {
        GoType type = GoTypes.of(call.engine().profile()).type("events.Message");
        call.out(template.typed(new GoValue(type, message(event))));
      }
    }

    private Map<String, @Nullable Object> message(EngineEvent event) {
      Map<String, @Nullable Object> message = new LinkedHashMap<>();
      boolean repeats = !call.engine().profile().inspect().isAtLeast(InspectStyle.V29);
      if (repeats && event.type().equals("container")) {
        message.put("status", event.action());
        message.put("id", event.actor());
        message.put("from", event.attributes().getOrDefault("image", ""));
      }
      message.put("Type", event.type());
      message.put("Action", event.action());
      Map<String, @Nullable Object> actor = new LinkedHashMap<>();
      actor.put("ID", event.actor());
      actor.put("Attributes", event.attributes());
      message.put("Actor", actor);
      message.put("scope", "local");
      Instant at = Calendar.at(event.nanos());
      message.put("time", at.getEpochSecond());
      message.put("timeNano", at.getEpochSecond() * Nanos.SECOND + at.getNano());
      return message;
    }
  }
}
