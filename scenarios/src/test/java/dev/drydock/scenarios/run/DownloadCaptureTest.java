package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureReader;
import dev.drydock.scenarios.report.RunReport;
import dev.drydock.scenarios.report.StepReport;
import dev.drydock.scenarios.run.RunOptions.CaptureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Wireshark thinks of a large download through a published port: each interface by itself,
/// with all checksums. The window is such that the queue of the host's card has room for what slow
/// start sends; a larger one loses segments there, and Wireshark says so.
class DownloadCaptureTest {
  private static final int BYTES = 24_000_000;

  /// What Wireshark finds remarkable: what is sent again or twice, comes out of order or not at
  /// all, a closed window, a packet it cannot read, a wrong checksum. That a window is full or
  /// opens is how streams begin.
  private static final String DOUBTS =
      "_ws.malformed || (_ws.expert.severity >= \"Warning\" && !tcp.analysis.window_full)"
          + " || (tcp.analysis.flags"
          + " && !tcp.analysis.window_update && !tcp.analysis.window_full)"
          + " || tcp.checksum.status == 0 || ip.checksum.status == 0";

  @TempDir private Path folder;

  private static String scenario(boolean offloads, int delayMillis) {
    return """
    name: download
    services:
      web:
        image: store
        container_name: web
        network_mode: bridge
        ports: ["8080:80"]
    x-drydock:
      offloads: %s
      links: { lan: { rate: 1gbit, delay: %dms } }
      images:
        store: { serve: [ { http: 80, server: nginx, files: { /big: { bytes: %d } } } ] }
      captures:
        - { interfaces: [pc/eth0, host/eth0, host/docker0, "host/web:eth0"] }
      steps:
        - run: pc$$ curl -sS -o /dev/null -w '%%{size_download}' http://192.168.0.10:8080/big
    """
        .formatted(offloads, delayMillis, BYTES);
  }

  @ParameterizedTest(name = "offloads {0}, delay of the link {1} ms")
  @CsvSource({"false, 2", "true, 2"})
  void wireshark_has_no_doubts_about_a_download_over_nat(boolean offloads, int delayMillis)
      throws IOException, RunException, CaptureException {
    Tshark.need();
    RunReport report =
        Played.run(
            Played.plan(scenario(offloads, delayMillis)),
            new RunOptions(folder, CaptureKind.SPLIT, 0));
    StepReport step = report.steps().get(0);
    assertEquals(String.valueOf(BYTES), step.output().stdout(), step.output().stderr());

    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(file -> file.toString().endsWith(".pcapng")).sorted().toList();
    }
    assertEquals(4, files.size(), files.toString());
    for (Path file : files) {
      String name = folder.relativize(file).toString();
      boolean isWire = name.startsWith("pc");
      assertEquals(offloads && !isWire, largest(file) > 1514, name + ": " + largest(file));
      String doubts = Tshark.read(file, DOUBTS);
      assertEquals(0, doubts.lines().count(), () -> name + ":\n" + head(doubts));
    }
  }

  private static int largest(Path file) throws CaptureException {
    int largest = 0;
    try (CaptureReader reader = CaptureReader.open(file)) {
      while (reader.hasNext()) {
        largest = Math.max(largest, reader.next().bytes().length);
      }
    }
    return largest;
  }

  private static String head(String text) {
    return String.join("\n", text.lines().limit(10).toList());
  }
}
