package dev.drydock.cli;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.run.RunOptions.CaptureKind;
import dev.drydock.scenarios.text.Quantities;
import org.jspecify.annotations.Nullable;

/// What the options of `drydock run` say, checked.
final class RunRequest {
  private final Streams streams;
  private final String format;
  private final boolean quiet;
  private final CaptureKind capture;
  private final long untilNanos;
  private final long captureBytesMax;
  private final PlanChanges changes;
  private final boolean withoutFix;

  RunRequest(Arguments arguments, Streams streams) throws UserError {
    this.streams = streams;
    this.format = Formats.of(arguments.value("--format"), RunVerb.FORMATS);
    this.quiet = arguments.has("--quiet");
    this.capture = capture(arguments);
    this.untilNanos = until(arguments.value("--until"));
    this.captureBytesMax = limit(arguments.value("--pcap-limit"));
    this.changes = new PlanChanges(arguments);
    this.withoutFix = arguments.has("--without-fix");
  }

  private static CaptureKind capture(Arguments arguments) throws UserError {
    boolean none = arguments.has("--no-pcap");
    boolean split = arguments.has("--split");
    if (none && split) {
      throw new UserError("--no-pcap and --split exclude each other");
    }
    return none ? CaptureKind.NONE : split ? CaptureKind.SPLIT : CaptureKind.ONE_FILE;
  }

  private static long until(@Nullable String text) throws UserError {
    if (text == null) {
      return 0;
    }
    Long nanos = Quantities.nanos(text);
    if (nanos == null || nanos == 0) {
      throw new UserError("--until: \"" + text + "\" is no time; write it as 500ms, 30s or 1m30s");
    }
    return nanos;
  }

  private static long limit(@Nullable String text) throws UserError {
    if (text == null) {
      return Long.MAX_VALUE;
    }
    Long bytes = Quantities.bytes(text);
    if (bytes == null || bytes == 0) {
      throw new UserError(
          "--pcap-limit: \"" + text + "\" is no size; write it as 500k, 100M or 1G");
    }
    return bytes;
  }

  /// How large a capture file may become by packets.
  long captureBytesMax() {
    return captureBytesMax;
  }

  /// The plan with what the options change of it.
  Plan changed(Plan plan) {
    Plan changed = changes.apply(plan);
    return withoutFix ? changed.withoutFix() : changed;
  }

  Streams streams() {
    return streams;
  }

  /// `text`, `json` or `junit`.
  String format() {
    return format;
  }

  boolean isQuiet() {
    return quiet;
  }

  CaptureKind capture() {
    return capture;
  }

  /// 0 for the end of the last step.
  long untilNanos() {
    return untilNanos;
  }
}
