package dev.drydock.scenarios.run;

import dev.drydock.pcap.Capture;
import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureFile;
import dev.drydock.pcap.CaptureSettings;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.plan.Plan;
import java.nio.file.Path;

/// What all interfaces of a lab see, on its way into a file, while somebody types into the lab.
final class LabCapture {
  private final Lab lab;
  private final Capture capture;
  private final Recording recording;

  private LabCapture(Lab lab, Capture capture) {
    this.lab = lab;
    this.capture = capture;
    this.recording = new Recording(capture, CaptureChoice.ALL, new DeviceLabels(lab)::of);
  }

  static LabCapture begin(Lab lab, Path file) throws RunException {
    Plan plan = lab.plan();
    CaptureSettings settings =
        CaptureSettings.withComment(
            "scenario %s, engine %s, seed %d".formatted(plan.name(), plan.engine(), plan.seed()));
    try {
      LabCapture begun = new LabCapture(lab, CaptureFile.create(file, settings));
      begun.recording.attach(lab);
      begun.recording.addNames(AddressNames.ofMachines(lab));
      return begun;
    } catch (CaptureException e) {
      throw new RunException(String.valueOf(e.getMessage()));
    }
  }

  /// Who watches.
  Recording recording() {
    return recording;
  }

  /// Gives the containers' names to their addresses.
  void nameContainers() {
    recording.addNames(AddressNames.ofContainers(lab));
  }

  void end() throws RunException {
    nameContainers();
    recording.detach(lab);
    try {
      capture.close();
    } catch (CaptureException e) {
      throw new RunException(String.valueOf(e.getMessage()));
    }
  }
}
