package dev.drydock.scenarios.imports;

import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// A tree as the text of a compose file. Programs that read YAML 1.1 take `22:22` for a number of
/// base 60 and `yes` for a truth: such texts are quoted. A dollar is written twice, as compose
/// asks.
final class YamlText {
  private static final int COLUMNS = 100_000; // commands stay on one line
  private static final Pattern OLD = Pattern.compile("[-+]?[0-9][0-9_:.]*|(?i:y|yes|n|no|on|off)");

  private YamlText() {}

  static String of(Map<String, Object> tree) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSchema(new CoreSchema())
            .setWidth(COLUMNS)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings, new Texts(settings)).dumpToString(tree);
  }

  private static final class Texts extends StandardRepresenter {
    Texts(DumpSettings settings) {
      super(settings);
      representers.put(
          String.class,
          value -> {
            String text = String.valueOf(value).replace("$", "$$");
            boolean isOld = OLD.matcher(text).matches();
            return representScalar(
                Tag.STR, text, isOld ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN);
          });
    }
  }
}
