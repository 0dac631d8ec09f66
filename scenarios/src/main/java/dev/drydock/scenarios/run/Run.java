package dev.drydock.scenarios.run;

import dev.drydock.pcap.Capture;
import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureFile;
import dev.drydock.pcap.CaptureSettings;
import dev.drydock.pcap.SplitCapture;
import dev.drydock.scenarios.plan.CapturePlan;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.report.ReportJson;
import dev.drydock.scenarios.report.RunReport;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run of a plan, from an empty agenda to the report. The door of this package.
///
/// A run is done once. It may be stopped from another thread; what was captured until then is
/// complete and readable, and the report says that the run is not.
public final class Run {
  private final Plan plan;
  private final RunOptions options;
  private volatile boolean stopped;
  private volatile @Nullable RunSession session;

  /// A run that has not begun.
  public Run(Plan plan, RunOptions options) {
    this.plan = plan;
    this.options = options;
  }

  /// Builds the network, plays the steps, checks the expectations, and writes captures and report.
  ///
  /// @throws RunException if a capture filter makes no sense, results cannot be written, or the
  ///   network cannot be started
  /// @throws BrokenRunException if the emulator breaks: a bug of ours
  public RunReport play(RunObserver observer) throws RunException {
    CaptureChoice choice = CaptureChoice.of(plan.captures());
    ResultFolder folder = ResultFolder.open(options.folder(), plan);
    RunReport report = capture(choice, observer);
    folder.writeReport(ReportJson.of(report));
    return report;
  }

  /// The same without a word to the disk: captures must be off, and no report is written.
  ///
  /// @throws RunException if the network cannot be started
  public RunReport playUnwritten(RunObserver observer) throws RunException {
    if (options.capture() != RunOptions.CaptureKind.NONE) {
      throw new IllegalArgumentException("captures are written");
    }
    return capture(CaptureChoice.of(plan.captures()), observer);
  }

  private RunReport capture(CaptureChoice choice, RunObserver observer) throws RunException {
    try (Capture capture = openCapture()) {
      RunSession fresh = new RunSession(this, new RunSession.Sinks(capture, choice, observer));
      session = fresh;
      return fresh.play();
    } catch (CaptureException e) {
      throw new RunException(e.getMessage() + "; choose another folder with --out");
    } finally {
      session = null;
    }
  }

  private @Nullable Capture openCapture() throws CaptureException {
    String comment = "scenario " + plan.name() + ", engine " + plan.engine();
    CaptureSettings settings =
        CaptureSettings.withComment(comment + ", seed " + plan.seed())
            .withSnaplen(snaplenBytes())
            .withFileBytesMax(options.captureBytesMax());
    return switch (options.capture()) {
      case NONE -> null;
      case ONE_FILE -> CaptureFile.create(options.folder().resolve(captureName()), settings);
      case SPLIT -> SplitCapture.create(options.folder(), settings);
    };
  }

  /// The largest of what the file asks for: one file has one snap length.
  private int snaplenBytes() {
    int largest = 0;
    for (CapturePlan each : plan.captures()) {
      boolean isWhole = each.snapLengthBytes() == 0;
      largest = Math.max(largest, isWhole ? CaptureSettings.WHOLE_FRAMES : each.snapLengthBytes());
    }
    return largest == 0 ? CaptureSettings.WHOLE_FRAMES : largest;
  }

  private String captureName() {
    return plan.name() + ".pcapng";
  }

  /// The names of the capture files, relative to the folder of results.
  List<String> captureNames(@Nullable Capture capture) {
    return switch (capture) {
      case CaptureFile one -> List.of(captureName());
      case SplitCapture many -> many.fileNames();
      case null -> List.of();
    };
  }

  /// What is run.
  Plan plan() {
    return plan;
  }

  /// How it is run.
  RunOptions options() {
    return options;
  }

  /// Where its results go.
  public Path folder() {
    return options.folder();
  }

  /// Whether somebody wants it to end.
  boolean isStopped() {
    return stopped;
  }

  /// Ends the run early: the command that runs is interrupted and no other begins. From another
  /// thread; to be repeated until the run has ended, because a command may just be starting.
  public void stop() {
    stopped = true;
    RunSession current = session;
    if (current != null) {
      current.interrupt();
    }
  }

  /// Where the run is, for people who wait: `step 3 of 9, virtual time 1.2 s`. From another thread;
  /// the time may be a little old. Empty before it begins and after it has ended.
  public String progress() {
    RunSession current = session;
    return current == null ? "" : current.progress();
  }
}
