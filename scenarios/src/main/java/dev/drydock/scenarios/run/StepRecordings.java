package dev.drydock.scenarios.run;

import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureFile;
import dev.drydock.pcap.CaptureSettings;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.transcript.StepCaptures;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Captures each step of a transcript into a file of its own, every interface of the lab, as
/// `tcpdump` did when the session was recorded: see [Sniffers] and [PacketRing]. Its captures ended
/// with their interfaces; one that takes an earlier one's name within a step is `NAME#2`.
final class StepRecordings implements StepCaptures {
  private final Lab lab;
  private final Sniffers sniffers = new Sniffers();
  private @Nullable CaptureFile file;
  private @Nullable Recording recording;

  StepRecordings(Lab lab) {
    this.lab = lab;
  }

  @Override
  public void open(Path path) throws IOException {
    close();
    try {
      CaptureFile opened = CaptureFile.create(path, CaptureSettings.withComment(lab.plan().name()));
      file = opened;
      Recording watching = new Recording(opened, CaptureChoice.ALL, new DeviceLabels(lab)::of);
      recording = watching;
      watching.setLimit(PacketRing::frameBytesMax);
      watching.setNumbered();
      watching.attach(lab);
      sniffers.start(lab);
    } catch (CaptureException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    Recording watching = recording;
    CaptureFile opened = file;
    recording = null;
    file = null;
    if (watching != null) {
      sniffers.stop(lab);
      watching.detach(lab);
    }
    if (opened != null) {
      try {
        opened.close();
      } catch (CaptureException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }
}
