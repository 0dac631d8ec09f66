package dev.drydock.pcap.print;

/// How much tcpdump prints, and what before it.
///
/// @param time the stamp
/// @param link `-e`: the Ethernet header
/// @param verbose how often `-v` was given
/// @param quiet `-q`: less of the protocols
/// @param absolute `-S`: sequence numbers as they are
/// @param dump the bytes, too
public record PrintOptions(
    Time time, boolean link, int verbose, boolean quiet, boolean absolute, Dump dump) {
  /// Nothing special.
  public static final PrintOptions PLAIN =
      new PrintOptions(Time.OF_DAY, false, 0, false, false, Dump.NONE);

  /// The stamps that `-t` chooses, by how often it is given.
  public enum Time {
    /// The time of day.
    OF_DAY,
    /// None.
    NONE,
    /// Seconds since 1970.
    EPOCH,
    /// Since the line before.
    SINCE_LAST,
    /// The date and the time of day.
    DATE,
    /// Since the first line.
    SINCE_FIRST
  }

  /// Which bytes are shown.
  public enum Dump {
    /// None.
    NONE,
    /// `-x`: in hexadecimal, without the Ethernet header.
    HEX,
    /// `-xx`: with it.
    HEX_WITH_LINK,
    /// `-X`: and as text.
    HEX_AND_TEXT,
    /// `-XX`: with the Ethernet header.
    HEX_AND_TEXT_WITH_LINK,
    /// `-A`: as text only.
    TEXT,
    /// `-AA`: with the Ethernet header.
    TEXT_WITH_LINK
  }
}
