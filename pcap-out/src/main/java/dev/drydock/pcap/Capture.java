package dev.drydock.pcap;

import dev.drydock.core.observe.DropListener;
import dev.drydock.core.observe.Tap;
import java.util.List;

/// A capture of a running lab: taps write what interfaces see, and drops and rewrites that the lab
/// reports become comments on the frames they happened to.
///
/// A write that fails does not disturb the run: nothing more is recorded, and [#flush()] and
/// [#close()] say so. A frame's comment goes to its newest sighting; a rewrite that comes before
/// any goes to the next one. The loss of a frame that has waited while others were seen, or that no
/// tap saw, is counted only.
public sealed interface Capture extends DropListener, AutoCloseable
    permits CaptureFile, SplitCapture {
  /// A tap for an interface. An interface that is made again under the same name gets a new tap and
  /// a second description in the file.
  Tap tap(InterfaceDescription description);

  /// Adds names of addresses, best before the first frame.
  void addNames(List<AddressName> names);

  /// Frames that were seen after a file had reached its limit, and are in none.
  long missing();

  /// Writes everything so far. What a run has flushed is readable even if its process is killed.
  ///
  /// @throws CaptureException if this or an earlier write failed
  void flush() throws CaptureException;

  /// Writes the rest, with statistics, and closes; later calls do nothing.
  ///
  /// @throws CaptureException if this or an earlier write failed
  @Override
  void close() throws CaptureException;
}
