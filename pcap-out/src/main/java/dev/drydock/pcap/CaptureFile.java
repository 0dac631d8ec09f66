package dev.drydock.pcap;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.Loss;
import dev.drydock.core.observe.Tap;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/// A capture of all tapped interfaces into one pcapng file.
public final class CaptureFile implements Capture {
  private final PcapngWriter writer;
  private final FrameNotes notes;

  /// Creates the file, and the folders it lies in.
  ///
  /// @throws CaptureException if the file cannot be created or written
  public static CaptureFile create(Path file, CaptureSettings settings) throws CaptureException {
    return new CaptureFile(PcapngWriter.create(file, settings), new FrameNotes());
  }

  /// Captures into a stream, such as a pipe to another program; closing closes it.
  ///
  /// @param name what error messages call the stream
  public static CaptureFile to(OutputStream out, String name, CaptureSettings settings) {
    return new CaptureFile(PcapngWriter.to(out, name, settings), new FrameNotes());
  }

  CaptureFile(PcapngWriter writer, FrameNotes notes) {
    this.writer = writer;
    this.notes = notes;
  }

  @Override
  public Tap tap(InterfaceDescription description) {
    InterfaceTap tap = new InterfaceTap(writer, writer.addInterface(description), notes);
    notes.register(description.name(), tap);
    return tap;
  }

  @Override
  public void addNames(List<AddressName> names) {
    writer.addNames(names);
  }

  @Override
  public void dropped(Frame frame, Loss loss) {
    notes.dropped(frame, loss);
  }

  @Override
  public void rewritten(Frame frame, String note) {
    notes.rewritten(frame, note);
  }

  @Override
  public long missing() {
    return writer.missing();
  }

  @Override
  public void flush() throws CaptureException {
    writer.flush();
  }

  @Override
  public void close() throws CaptureException {
    writer.close();
  }
}
