package dev.drydock.scenarios.model;

import dev.drydock.core.device.KernelBuild;
import dev.drydock.core.device.KernelOption;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Located;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `kernel`: which Linux runs on the machines, and how it was built. What stands under
/// `config` are lines of `/boot/config-RELEASE` without their `CONFIG_`.
final class KernelDecoder {
  private static final String TICKS = "HZ";
  private static final int CPUS_MAX = 8192; // CONFIG_NR_CPUS of x86 with MAXSMP

  /// What `kernel/Kconfig.hz` offers.
  private static final List<String> TICKS_OFFERED = List.of("100", "250", "300", "1000");

  private final Diagnostics diagnostics;

  KernelDecoder(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /// The kernel under the key `kernel`; null without it.
  @Nullable KernelBuild kernel(Fields parent) {
    Fields fields = parent.fields("kernel", BlockKeys.KERNEL);
    if (fields == null) {
      return null;
    }
    KernelBuild usual = KernelBuild.USUAL;
    Located<String> release = fields.word("release");
    Located<Long> cpus = fields.number("cpus", 1, CPUS_MAX);
    List<KernelOption> present = new ArrayList<>();
    List<KernelOption> absent = new ArrayList<>();
    int ticks = usual.ticksPerSecond();
    for (Map.Entry<String, Located<String>> line : fields.pairs("config").entrySet()) {
      Located<String> value = line.getValue();
      if (line.getKey().equals(TICKS)) {
        ticks = ticks(value);
      } else {
        KernelOption option = option(line.getKey(), value);
        if (option != null) {
          (isOn(value) ? present : absent).add(option);
        }
      }
    }
    return new KernelBuild(
        release == null ? usual.release() : release.value(),
        cpus == null ? usual.cpus() : cpus.value().intValue(),
        ticks,
        present,
        absent);
  }

  private int ticks(Located<String> value) {
    if (TICKS_OFFERED.contains(value.value())) {
      return Integer.parseInt(value.value());
    }
    diagnostics.error(
        value.place(), "HZ " + value.value() + " is not offered", "100, 250, 300 or 1000");
    return KernelBuild.USUAL.ticksPerSecond();
  }

  private @Nullable KernelOption option(String name, Located<String> value) {
    List<String> known =
        new ArrayList<>(Arrays.stream(KernelOption.values()).map(Enum::name).toList());
    if (known.contains(name)) {
      return KernelOption.valueOf(name);
    }
    known.add(TICKS);
    diagnostics.error(
        value.place(),
        "config: " + name + " makes no difference here",
        "known are " + String.join(", ", known));
    return null;
  }

  /// Whether an option is built in or a module.
  private boolean isOn(Located<String> value) {
    String word = value.value();
    if (!List.of("y", "m", "true", "n", "false").contains(word)) {
      diagnostics.error(value.place(), "\"" + word + "\" is neither y, m nor n", "write y or n");
    }
    return !word.equals("n") && !word.equals("false");
  }
}
