package dev.drydock.scenarios.tools.docker;

import dev.drydock.core.sim.Calendar;
import dev.drydock.core.sim.Nanos;
import dev.drydock.drivers.engine.EngineEvent;
import dev.drydock.drivers.engine.EventLog;
import dev.drydock.drivers.profile.InspectStyle;
import dev.drydock.scenarios.tools.Shell;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker events` (docker/cli `cli/command/system/events.go`): without `--until` it goes on until
/// it is interrupted.
final class EventsVerb implements DockerTool.Verb {
  @Override
  public int run(DockerTool.Call call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .values("f|filter", "format", "since", "until")
            .read(call.arguments());
    long now = call.engine().machine().loop().nowNanos();
    long since = nanos(given.last("since", ""), now, Long.MAX_VALUE);
    long until = nanos(given.last("until", ""), now, Long.MAX_VALUE);
    List<Filter> filters = given.all("filter").stream().map(Filter::of).toList();
    for (Filter filter : filters) {
      filter.check();
    }
    Printer printer = new Printer(call, given.last("format", ""), filters);
    EventLog log = call.engine().events();
    long seen = log.total();
    for (EngineEvent event : log.after(0)) {
      if (event.nanos() >= since && event.nanos() <= until) {
        printer.print(event);
      }
    }
    return follow(call, seen, until, printer);
  }

  private static int follow(DockerTool.Call call, long seen, long until, Printer printer)
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
        printer.print(event);
      }
      told = log.total();
    }
    return 0;
  }

  /// `10m` before now, seconds since 1970, or a date; nanoseconds since the start of the run.
  static long nanos(String text, long now, long otherwise) throws Failure {
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      if (text.matches("\\d+(\\.\\d+)?")) {
        double seconds = Double.parseDouble(text) - Calendar.at(0).getEpochSecond();
        return (long) (seconds * Nanos.SECOND);
      }
      if (text.matches("-?(\\d+(\\.\\d+)?[hms])+")) {
        String iso = "PT" + text.replace("-", "").toUpperCase(java.util.Locale.ROOT);
        Duration ago = Duration.parse(iso);
        return text.startsWith("-") ? now + ago.toNanos() : now - ago.toNanos();
      }
      Instant at = instant(text);
      return Duration.between(Calendar.at(0), at).toNanos();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new Failure("Error response from daemon: failed to parse value as time: " + text, 1);
    }
  }

  /// A date, with or without a time and a zone (moby `timestamp.GetTimestamp`); UTC is the local
  /// one.
  private static Instant instant(String text) {
    String whole = text.length() <= "2006-01-02".length() ? text + "T00:00:00" : text;
    String zoned = whole.matches(".*(Z|[+-]\\d\\d:\\d\\d)") ? whole : whole + "Z";
    return OffsetDateTime.parse(zoned).toInstant();
  }

  /// `--filter key=value`.
  private record Filter(String key, String value) {
    static Filter of(String text) {
      int cut = text.indexOf('=');
      return new Filter(
          cut < 0 ? text : text.substring(0, cut), cut < 0 ? "" : text.substring(cut + 1));
    }

    void check() throws Failure {
      List<String> known =
          List.of("container", "event", "image", "label", "network", "scope", "type", "daemon");
      if (!known.contains(key)) {
        throw new Failure("Error response from daemon: invalid filter '" + key + "'", 1);
      }
    }

    boolean fits(EngineEvent event) {
      String name = event.attributes().getOrDefault("name", "");
      boolean isMeant = name.equals(value) || event.actor().startsWith(value);
      return switch (key) {
        case "container" -> event.type().equals("container") && isMeant;
        case "network" -> event.type().equals("network") && isMeant;
        case "event" -> event.action().equals(value) || event.action().startsWith(value + ": ");
        case "image" -> value.equals(event.attributes().get("image"));
        case "label" -> hasLabel(event);
        case "type" -> event.type().equals(value);
        case "scope" -> value.equals("local");
        default -> false;
      };
    }

    private boolean hasLabel(EngineEvent event) {
      int cut = value.indexOf('=');
      String found = event.attributes().get(cut < 0 ? value : value.substring(0, cut));
      return found != null && (cut < 0 || found.equals(value.substring(cut + 1)));
    }
  }

  /// Prints events that pass: values of one key are alternatives, all keys must fit.
  private record Printer(DockerTool.Call call, String format, List<Filter> filters) {
    void print(EngineEvent event) throws Failure {
      boolean passes =
          filters.stream()
              .allMatch(filter ->
                  filters.stream()
                      .anyMatch(other -> other.key.equals(filter.key) && other.fits(event)));
      if (!passes) {
        return;
      }
      if (format.isEmpty()) {
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
      } else if (format.equals("json") || format.equals("{{json .}}")) {
        call.out(GoJson.compact(message(event)));
      } else {
        call.out(GoTemplate.parse(format).apply(message(event)));
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
