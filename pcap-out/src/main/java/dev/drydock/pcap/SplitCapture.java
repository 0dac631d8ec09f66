package dev.drydock.pcap;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.Loss;
import dev.drydock.core.observe.Tap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A capture with one pcapng file for each interface.
///
/// ```
///   FOLDER/<machine>/<namespace>/<ifname>.pcapng
///   host/docker0   ->  host/_root/docker0.pcapng
///   host/one:eth0  ->  host/one/eth0.pcapng
/// ```
///
/// `_root` is the machine's own namespace; no container's name begins like that.
public final class SplitCapture implements Capture {
  /// There may be thousands of files, so each begins with a small buffer.
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path folder;
  private final CaptureSettings settings;
  private final FrameNotes notes = new FrameNotes();
  private final InterfacePaths paths = new InterfacePaths();
  private final Map<String, CaptureFile> files = new LinkedHashMap<>();
  private final List<AddressName> names = new ArrayList<>();
  private final List<String> fileNames = new ArrayList<>();
  private @Nullable CaptureException failure;

  /// Creates the folder; each tap adds a file to it.
  ///
  /// @throws CaptureException if the folder cannot be created
  public static SplitCapture create(Path folder, CaptureSettings settings) throws CaptureException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw CaptureException.writing(folder.toString(), e);
    }
    return new SplitCapture(folder, settings);
  }

  private SplitCapture(Path folder, CaptureSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  @Override
  public Tap tap(InterfaceDescription description) {
    CaptureFile file = files.get(description.name());
    if (file != null) {
      return file.tap(description);
    }
    try {
      return open(description);
    } catch (CaptureException e) {
      remember(e);
      return (timeNanos, frame, outbound) -> {};
    }
  }

  private Tap open(InterfaceDescription description) throws CaptureException {
    String fileName = paths.of(description.name());
    Path path = folder.resolve(fileName);
    BlockBuffer buffer = new BlockBuffer(path.toString(), PcapngWriter.open(path), BUFFER_BYTES);
    CaptureFile file = new CaptureFile(new PcapngWriter(buffer, settings), notes);
    files.put(description.name(), file);
    fileNames.add(fileName);
    Tap tap = file.tap(description);
    file.addNames(names);
    return tap;
  }

  /// The files so far, relative to the folder, in the order of the first taps.
  public List<String> fileNames() {
    return List.copyOf(fileNames);
  }

  private void remember(CaptureException e) {
    failure = failure == null ? e : failure;
  }

  @Override
  public void addNames(List<AddressName> more) {
    names.addAll(more);
    files.values().forEach(file -> file.addNames(more));
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
    return files.values().stream().mapToLong(CaptureFile::missing).sum();
  }

  @Override
  public void flush() throws CaptureException {
    for (CaptureFile file : files.values()) {
      try {
        file.flush();
      } catch (CaptureException e) {
        remember(e);
      }
    }
    check();
  }

  @Override
  public void close() throws CaptureException {
    for (CaptureFile file : files.values()) {
      try {
        file.close();
      } catch (CaptureException e) {
        remember(e);
      }
    }
    files.clear();
    check();
  }

  /// The first failure is said once.
  private void check() throws CaptureException {
    CaptureException first = failure;
    failure = null;
    if (first != null) {
      throw first;
    }
  }
}
