package dev.drydock.cli;

import java.util.List;

/// The completion script for zsh.
final class ZshCompletion {
  private static final String HEAD =
      """
      #compdef drydock
      # zsh completion for drydock; load it with: source <(drydock completion zsh)
      _drydock() {
        local -a verbs
        verbs=(
      """;

  private static final String MIDDLE =
      """
        )
        if (( CURRENT == 2 )); then
          _describe command verbs
          return
        fi
        local verb=$words[2]
        shift words
        (( CURRENT-- ))
        case $verb in
      """;

  private static final String TAIL =
      """
        esac
      }
      compdef _drydock drydock
      """;

  private ZshCompletion() {}

  static String script(List<CompletedVerb> verbs) {
    StringBuilder script = new StringBuilder(HEAD);
    for (CompletedVerb verb : verbs) {
      script.append("    ").append(quoted(verb.name() + ":" + verb.summary())).append('\n');
    }
    script.append(MIDDLE);
    for (CompletedVerb verb : verbs) {
      script.append("    ").append(verb.name()).append(") _arguments");
      for (CompletedVerb.Entry option : verb.options()) {
        option.names().forEach(name -> argument(script, option(name, option)));
      }
      if (verb.word().kind() != CompletedVerb.Kind.NONE) {
        argument(script, "*" + action(verb.word()));
      }
      script.append(" ;;\n");
    }
    return script.append(TAIL).toString();
  }

  private static void argument(StringBuilder script, String specification) {
    script.append(" \\\n      ").append(quoted(specification));
  }

  /// `(--out)-o[where results go]:DIR:_files -/`; the other names are excluded once one was given.
  private static String option(String name, CompletedVerb.Entry option) {
    String others =
        String.join(" ", option.names().stream().filter(other -> !other.equals(name)).toList());
    String before = option.repeats() ? "*" : others.isEmpty() ? "" : "(" + others + ")";
    return before
        + name
        + "["
        + option.description().replace("[", "\\[").replace("]", "\\]")
        + "]"
        + (option.value().kind() == CompletedVerb.Kind.NONE ? "" : action(option.value()));
  }

  private static String action(CompletedVerb.Value value) {
    String label = ":" + value.label() + ":";
    return switch (value.kind()) {
      case NONE, FREE -> label + " ";
      case FILE -> label + "_files";
      case FOLDER -> label + "_files -/";
      case CHOICE -> label + "(" + String.join(" ", value.words()) + ")";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
