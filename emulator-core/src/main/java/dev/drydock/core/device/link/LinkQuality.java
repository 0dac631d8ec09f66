package dev.drydock.core.device.link;

/// How good a link is, in each direction.
///
/// @param rateBitsPerSecond 0 for no limit
/// @param delayNanos from leaving one end to arriving at the switch or the other end
/// @param jitterNanos the delay is up to so much longer or shorter; frames keep their order
/// @param loss part of the frames lost, 0 to 1, as are the following
/// @param duplicate part of the frames that arrive twice
/// @param corrupt part of the frames that arrive with one bit wrong
/// @param reorder part of the frames that arrive without the delay, before others
/// @param queueFramesMax frames that may wait to leave an end
public record LinkQuality(
    long rateBitsPerSecond,
    long delayNanos,
    long jitterNanos,
    double loss,
    double duplicate,
    double corrupt,
    double reorder,
    int queueFramesMax) {

  /// Frames that may wait to leave an end: txqueuelen of an Ethernet device.
  public static final int QUEUE_FRAMES_DEFAULT = 1000;

  /// A link with nothing but a rate and a delay.
  public static LinkQuality of(long rateBitsPerSecond, long delayNanos) {
    return new LinkQuality(rateBitsPerSecond, delayNanos, 0, 0, 0, 0, 0, QUEUE_FRAMES_DEFAULT);
  }

  /// Whether chance has a say in what happens to a frame.
  public boolean isImpaired() {
    return jitterNanos > 0 || loss > 0 || duplicate > 0 || corrupt > 0 || reorder > 0;
  }
}
