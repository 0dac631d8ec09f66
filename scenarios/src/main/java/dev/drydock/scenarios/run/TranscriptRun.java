package dev.drydock.scenarios.run;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.OffloadDefaults;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.tools.Output;
import dev.drydock.scenarios.transcript.Bench;
import dev.drydock.scenarios.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Path;

/// Replays a recorded session on the lab of a plan.
public final class TranscriptRun {
  private TranscriptRun() {}

  /// Types all commands of a session.
  ///
  /// @param session its text
  /// @param plan the lab it is typed into
  /// @param folder where outputs, captures, counters and dumps go
  /// @param screen is shown the session as it goes
  /// @return the session with our outputs
  /// @throws IOException if a file cannot be written
  /// @throws RunException if Docker refuses what the plan asks for
  public static String play(String session, Plan plan, Path folder, Output screen)
      throws IOException, RunException {
    try (LiveLab live = new LiveLab(plan)) {
      live.start().forEach(warning -> screen.write("drydock: warning: " + warning + "\n", true));
      if (!plan.offloads()) {
        live.lab().boxes().forEach(TranscriptRun::switchOffloadsOff);
      }
      StepRecordings captures = new StepRecordings(live.lab());
      Bench bench = new Bench(live.interpreter(), captures, new StepCounters(live.lab()), folder);
      try {
        return Transcript.replay(session, bench, screen);
      } finally {
        captures.close();
      }
    }
  }

  /// Sessions are recorded with the offloads of all devices off: checksums in captures are whole.
  private static void switchOffloadsOff(Box box) {
    box.machine().softnet().setOffloads(OffloadDefaults.OFF);
    for (NetDevice device : box.machine().root().devices()) {
      device.setOffloads(OffloadDefaults.OFF);
    }
  }
}
