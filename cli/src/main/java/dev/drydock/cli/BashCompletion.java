package dev.drydock.cli;

import java.util.ArrayList;
import java.util.List;

/// The completion script for bash.
final class BashCompletion {
  private static final String HEAD =
      """
      # bash completion for drydock; load it with: source <(drydock completion bash)
      _drydock() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
        COMPREPLY=()
        if [ "$COMP_CWORD" -eq 1 ]; then
          COMPREPLY=($(compgen -W "%s" -- "$word"))
          return
        fi
        case ${COMP_WORDS[1]}:$before in
      """;

  private static final String MIDDLE =
      """
        esac
        case ${COMP_WORDS[1]}:$word in
      """;

  private static final String TAIL =
      """
        esac
      }
      complete -o filenames -F _drydock drydock ./drydock
      """;

  private BashCompletion() {}

  static String script(List<CompletedVerb> verbs) {
    List<String> names = verbs.stream().map(CompletedVerb::name).toList();
    StringBuilder script = new StringBuilder(HEAD.replace("%s", String.join(" ", names)));
    for (CompletedVerb verb : verbs) {
      for (CompletedVerb.Entry option : verb.options()) {
        if (option.value().kind() != CompletedVerb.Kind.NONE) {
          List<String> patterns =
              option.names().stream().map(name -> verb.name() + ":" + name).toList();
          branch(script, String.join(" | ", patterns), compgen(option.value()));
        }
      }
    }
    script.append(MIDDLE);
    for (CompletedVerb verb : verbs) {
      List<String> options = new ArrayList<>();
      verb.options().forEach(option -> options.addAll(option.names()));
      branch(script, verb.name() + ":-*", "-W \"" + String.join(" ", options) + "\"");
      branch(script, verb.name() + ":*", compgen(verb.word()));
    }
    return script.append(TAIL).toString();
  }

  private static void branch(StringBuilder script, String pattern, String compgen) {
    script.append("    ").append(pattern).append(")\n");
    if (!compgen.isEmpty()) {
      script.append("      COMPREPLY=($(compgen ").append(compgen).append(" -- \"$word\"))\n");
    }
    script.append("      return ;;\n");
  }

  private static String compgen(CompletedVerb.Value value) {
    return switch (value.kind()) {
      case NONE, FREE -> "";
      case FILE -> "-f";
      case FOLDER -> "-d";
      case CHOICE -> "-W \"" + String.join(" ", value.words()) + "\"";
    };
  }
}
