package dev.drydock.core.qdisc;

/// The options of netem (`struct tc_netem_qopt` and what comes with it). Probabilities and
/// correlations are 0 to 2^32 - 1, as the kernel keeps them.
///
/// @param limit frames that may wait
/// @param delay how long frames are delayed
/// @param loss which frames are lost
/// @param duplicate which come twice
/// @param corrupt of which a bit is turned over
/// @param reorder which do not wait
/// @param gap reorders only every so many frames; 0 without reordering
/// @param rate how fast the line is
/// @param ecn whether packets of those who understand it are marked instead of lost
public record NetemSettings(
    int limit,
    Delay delay,
    LossModel loss,
    Chance duplicate,
    Chance corrupt,
    Chance reorder,
    long gap,
    Rate rate,
    boolean ecn) {

  /// `sch_netem`: frames that may wait unless said otherwise.
  public static final int LIMIT_DEFAULT = 1000;

  /// How long frames wait.
  ///
  /// @param meanNanos 0 for not at all
  /// @param jitterNanos spread
  /// @param correlation with the delay before
  /// @param curve how they spread
  public record Delay(long meanNanos, long jitterNanos, long correlation, DelayDistribution curve) {
    /// No delay.
    public static final Delay NONE = new Delay(0, 0, 0, DelayDistribution.UNIFORM);
  }

  /// Something that happens to some frames.
  public record Chance(long probability, long correlation) {
    /// Never.
    public static final Chance NEVER = new Chance(0, 0);
  }

  /// The speed of a line, and what it adds to each frame (`packet_time_ns`).
  ///
  /// @param bytesPerSecond 0 for no limit
  /// @param overheadBytes added to each frame, perhaps negative
  /// @param cellBytes the line carries whole cells of so many bytes; 0 for none
  /// @param cellOverheadBytes added to each cell
  public record Rate(long bytesPerSecond, int overheadBytes, int cellBytes, int cellOverheadBytes) {
    /// No limit.
    public static final Rate NONE = new Rate(0, 0, 0, 0);

    /// How long a frame takes.
    long nanos(int frameBytes) {
      if (bytesPerSecond == 0) {
        return 0;
      }
      long bytes = (long) frameBytes + overheadBytes;
      if (cellBytes > 0) {
        long cells = Math.ceilDiv(bytes, cellBytes);
        bytes = cells * ((long) cellBytes + cellOverheadBytes);
      }
      return Math.max(0, bytes) * 1_000_000_000L / bytesPerSecond;
    }
  }

  /// Does nothing but queue.
  public static final NetemSettings NONE =
      new NetemSettings(
          LIMIT_DEFAULT,
          Delay.NONE,
          LossModel.NONE,
          Chance.NEVER,
          Chance.NEVER,
          Chance.NEVER,
          0,
          Rate.NONE,
          false);
}
