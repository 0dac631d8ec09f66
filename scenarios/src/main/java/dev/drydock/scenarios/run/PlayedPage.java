package dev.drydock.scenarios.run;

import dev.drydock.pcap.CaptureException;
import dev.drydock.scenarios.graph.Topology;
import dev.drydock.scenarios.report.PlayPage;
import dev.drydock.scenarios.report.RunReport;
import dev.drydock.scenarios.report.Sighting;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A run and the page that plays it.
///
/// @param report what came of it
/// @param page the page, see [PlayPage]
public record PlayedPage(RunReport report, String page) {

  /// Plays a run that captures into one file, and makes the page. The page of a run that is stopped
  /// holds what happened until then.
  ///
  /// @param frames how many sightings of frames it holds at most
  /// @throws RunException as [Run#play] does
  public static PlayedPage of(Run run, int frames) throws RunException {
    Ending ending = new Ending();
    RunReport report = run.play(ending);
    Topology topology = Objects.requireNonNull(ending.topology, "the run has not ended");
    long begin = report.steps().isEmpty() ? 0 : report.steps().getFirst().startNanos();
    try {
      Path capture = run.folder().resolve(report.captures().getFirst());
      Sighting.Part part = Sighting.read(capture, frames, begin);
      return new PlayedPage(report, PlayPage.of(report, topology, part));
    } catch (CaptureException e) {
      throw new RunException(String.valueOf(e.getMessage()));
    }
  }

  /// Keeps what the network is at the end.
  private static final class Ending implements RunObserver {
    private @Nullable Topology topology;

    @Override
    public void ended(Supplier<Topology> network) {
      topology = network.get();
    }
  }
}
