package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.core.sim.Nanos;
import dev.drydock.drivers.engine.ContainerSpec;
import dev.drydock.drivers.engine.GoDuration;
import dev.drydock.drivers.engine.StopOptions;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import org.jspecify.annotations.Nullable;

/// The options that say how a container is ended: `--stop-signal`, `--stop-timeout` and `--init` of
/// what makes one, `--time` and `--signal` of what stops it (docker/cli
/// `command/container/opts.go`, `stop.go`, `command/service/opts.go`).
public final class StopWords {
  private StopWords() {}

  /// Adds those of making a container or a service.
  ///
  /// @param time the name of the one that takes a time
  public static Flags addTo(Flags flags, String time) {
    return flags.values("stop-signal", time).switches("init");
  }

  /// How the containers are ended that are asked for.
  ///
  /// @param old what was asked for before
  /// @param time the name of the option that takes a time: seconds, or a duration for a service
  public static ContainerSpec.Ending of(
      ContainerSpec.Ending old, Flags.Given given, String time, String verb) throws Failure {
    Integer seconds = old.seconds();
    if (!given.all(time).isEmpty()) {
      boolean isService = time.equals("stop-grace-period");
      seconds =
          isService ? duration(given, time, verb) : Integer.valueOf(number(given, time, verb));
    }
    boolean init = given.all("init").isEmpty() ? old.init() : given.has("init");
    return new ContainerSpec.Ending(given.last("stop-signal", old.signal()), seconds, init);
  }

  /// What `docker stop` and `docker restart` are given.
  static StopOptions options(Flags.Given given, DockerCall call) throws Failure {
    String name = given.all("timeout").isEmpty() ? "time" : "timeout";
    return new StopOptions(given.last("signal", ""), seconds(given, name, call.verb()));
  }

  /// The seconds of an option; null when it is not given.
  public static @Nullable Integer seconds(Flags.Given given, String option, String verb)
      throws Failure {
    return given.all(option).isEmpty() ? null : Integer.valueOf(number(given, option, verb));
  }

  private static int number(Flags.Given given, String option, String verb) throws Failure {
    String text = given.last(option, "");
    if (!text.matches("[+-]?\\d{1,9}")) {
      String shown = option.startsWith("time") ? "-t, --" + option : "--" + option;
      throw Failure.usage(
          ("invalid argument \"%s\" for \"%s\" flag: strconv.ParseInt: parsing \"%s\": invalid"
                  + " syntax")
              .formatted(text, shown, text),
          verb);
    }
    return Integer.parseInt(text);
  }

  private static Integer duration(Flags.Given given, String option, String verb) throws Failure {
    String text = given.last(option, "");
    try {
      return (int) (GoDuration.parse(text) / Nanos.SECOND);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(
          "invalid argument \"%s\" for \"--%s\" flag: %s".formatted(text, option, e.getMessage()),
          verb);
    }
  }
}
