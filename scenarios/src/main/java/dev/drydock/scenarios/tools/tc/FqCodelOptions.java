package dev.drydock.scenarios.tools.tc;

import dev.drydock.core.qdisc.FqCodel;
import dev.drydock.scenarios.tools.CommandFailure;
import org.jspecify.annotations.Nullable;

/// The options of fq_codel (`tc/q_fq_codel.c`). What is not given stays as it is, or as the kernel
/// has it.
final class FqCodelOptions {
  private static final String USAGE =
      """
      Usage: ... fq_codel\t[ limit PACKETS ] [ flows NUMBER ]
      [ memory_limit BYTES ]
      [ target TIME ] [ interval TIME ]
      [ quantum BYTES ] [ [no]ecn ]
      [ ce_threshold TIME ]
      [ ce_threshold_selector VALUE/MASK ]
      [ drop_batch SIZE ]\
      """;

  private static final long MICRO_NANOS = 1000;
  private static final int FLOWS_MAX = 65_536;

  private final TcWords words;
  private @Nullable Long limit;
  private @Nullable Long flows;
  private @Nullable Long quantum;
  private @Nullable Long memory;
  private @Nullable Long batch;
  private @Nullable Long targetMicros;
  private @Nullable Long intervalMicros;
  private @Nullable Long markMicros;
  private @Nullable Boolean ecn;

  private FqCodelOptions(TcWords words) {
    this.words = words;
  }

  /// Reads all words that are left.
  static FqCodelOptions read(TcWords words) throws CommandFailure {
    FqCodelOptions options = new FqCodelOptions(words);
    while (words.hasNext()) {
      options.option(words.take());
    }
    return options;
  }

  private void option(String word) throws CommandFailure {
    switch (word) {
      case "limit" -> limit = number(word);
      case "flows" -> flows = number(word);
      case "quantum" -> quantum = number(word);
      case "drop_batch" -> batch = number(word);
      case "memory_limit" -> memory = or(word, TcNumbers.size(words.take()));
      case "target" -> targetMicros = or(word, TcNumbers.micros(words.take()));
      case "interval" -> intervalMicros = or(word, TcNumbers.micros(words.take()));
      case "ce_threshold" -> markMicros = or(word, TcNumbers.micros(words.take()));
      case "ecn" -> ecn = true;
      case "noecn" -> ecn = false;
      case "help" -> throw TcErrors.options(USAGE);
      default -> throw TcErrors.options("What is \"" + word + "\"?\n" + USAGE);
    }
  }

  private Long number(String word) throws CommandFailure {
    String text = words.take();
    return or(word, text.matches("\\d{1,9}") ? Long.valueOf(text) : null);
  }

  private static Long or(String word, @Nullable Long value) throws CommandFailure {
    if (value == null) {
      throw TcErrors.options("Illegal \"" + word + "\"");
    }
    return value;
  }

  /// The settings that the words make of others (`fq_codel_change`).
  ///
  /// @param isNew whether there is no queue yet
  FqCodel.Settings over(FqCodel.Settings old, boolean isNew) throws CommandFailure {
    if (flows != null && !isNew) {
      throw TcErrors.errno("Invalid argument");
    }
    if (flows != null && (flows < 1 || flows > FLOWS_MAX)) {
      throw TcErrors.errno("Invalid argument");
    }
    FqCodel.Codel before = old.codel();
    FqCodel.Codel codel =
        new FqCodel.Codel(
            nanos(targetMicros, before.targetNanos()),
            nanos(intervalMicros, before.intervalNanos()),
            nanos(markMicros, before.markNanos()),
            ecn == null ? before.ecn() : ecn);
    return new FqCodel.Settings(
        limit == null ? old.limitFrames() : limit.intValue(),
        flows == null ? old.flows() : flows.intValue(),
        quantum == null ? old.quantumBytes() : Math.max(256, quantum.intValue()),
        codel,
        memory == null ? old.memoryBytes() : Math.min(1L << 31, memory),
        batch == null ? old.batch() : Math.max(1, batch.intValue()));
  }

  private static long nanos(@Nullable Long micros, long otherwise) {
    return micros == null ? otherwise : micros * MICRO_NANOS;
  }

  /// `fq_codel_print_opt`.
  static String text(FqCodel.Settings settings) {
    FqCodel.Codel codel = settings.codel();
    return "limit "
        + settings.limitFrames()
        + "p flows "
        + settings.flows()
        + " quantum "
        + settings.quantumBytes()
        + " target "
        + TcNumbers.timeText(codel.targetNanos() / MICRO_NANOS)
        + (codel.markNanos() < 0
            ? ""
            : " ce_threshold " + TcNumbers.timeText(codel.markNanos() / MICRO_NANOS))
        + " interval "
        + TcNumbers.timeText(codel.intervalNanos() / MICRO_NANOS)
        + " memory_limit "
        + TcNumbers.sizeText(settings.memoryBytes())
        + (codel.ecn() ? " ecn" : "")
        + " drop_batch "
        + settings.batch()
        + " ";
  }

  /// `fq_codel_print_xstats`.
  static String statistics(FqCodel queue, String newLine) {
    FqCodel.Statistics counted = queue.statistics();
    return "  maxpacket "
        + counted.maxBytes
        + " drop_overlimit "
        + counted.overLimit
        + " new_flow_count "
        + counted.newFlows
        + " ecn_mark "
        + counted.marked
        + (counted.markedByWait == 0 ? "" : " ce_mark " + counted.markedByWait)
        + (queue.memoryBytes() == 0 ? "" : " memory_used " + queue.memoryBytes())
        + (counted.overMemory == 0 ? "" : " drop_overmemory " + counted.overMemory)
        + newLine
        + "  new_flows_len "
        + queue.newFlows()
        + " old_flows_len "
        + queue.oldFlows()
        + newLine;
  }
}
