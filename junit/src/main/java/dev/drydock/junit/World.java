package dev.drydock.junit;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/// All that is made for one test, and goes away with it: a lab, and the folder that gets what it
/// sends. The folder stays when the test fails.
final class World {
  private static final String SESSION = "session.txt";

  private final LiveLab live;
  private final Lab lab;
  private final Path capture;

  private World(LiveLab live, Lab lab, Path capture) {
    this.live = live;
    this.lab = lab;
    this.capture = capture;
  }

  /// Builds the network, starts its containers, plays the steps that come first, and lets pass what
  /// that set in motion.
  static World open(Settings settings, Path folder) {
    Settings.Asked asked = settings.read();
    Plan plan = asked.plan();
    Path capture = folder.resolve(plan.name() + ".pcapng");
    LiveLab live = new LiveLab(plan);
    try {
      Files.createDirectories(folder);
      live.capture(capture);
      List<String> warnings = new ArrayList<>(asked.warnings());
      warnings.addAll(live.start());
      live.play(settings.after());
      live.settle();
      return new World(live, new Lab(live, plan, warnings), capture);
    } catch (IOException | RunException e) {
      abandon(live);
      throw new ExtensionConfigurationException("the network cannot be made: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      abandon(live);
      throw e;
    }
  }

  /// Ends a lab that no test gets; why is known already.
  private static void abandon(LiveLab live) {
    try (live) {
      live.endCapture();
    } catch (RunException e) {
      throw new ExtensionConfigurationException("its capture is not complete", e);
    }
  }

  Lab lab() {
    return lab;
  }

  /// Ends it.
  ///
  /// @param failed whether the folder is wanted
  /// @return the folder
  Path close(boolean failed) {
    Path folder = capture.resolveSibling("");
    try (live) {
      live.endCapture();
      if (failed) {
        Files.writeString(folder.resolve(SESSION), lab.session());
      } else {
        Files.deleteIfExists(capture);
        Files.deleteIfExists(folder.resolve(SESSION));
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("results of a test", e);
    } catch (RunException e) {
      throw new IllegalStateException(e);
    }
    return folder;
  }
}
