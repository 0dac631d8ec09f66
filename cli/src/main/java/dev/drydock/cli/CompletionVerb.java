package dev.drydock.cli;

import java.util.List;

/// `drydock completion bash|zsh`: prints the script that lets a shell complete our words.
final class CompletionVerb implements Verb {
  private static final List<String> SHELLS = List.of("bash", "zsh");

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public String summary() {
    return "print a completion script for bash or zsh";
  }

  @Override
  public void declare(Syntax syntax) {
    syntax.addWord("bash|zsh", true, "the shell");
  }

  @Override
  public List<String> examples() {
    return List.of(
        "",
        "Examples:",
        "  source <(drydock completion bash)          # in ~/.bashrc",
        "  source <(drydock completion zsh)           # in ~/.zshrc, after compinit");
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    String shell = String.valueOf(arguments.word());
    List<CompletedVerb> verbs = Verbs.all().stream().map(CompletedVerb::of).toList();
    switch (shell) {
      case "bash" -> streams.out().print(BashCompletion.script(verbs));
      case "zsh" -> streams.out().print(ZshCompletion.script(verbs));
      default ->
          throw new UserError(
              "no completion for \"" + shell + "\"; it knows " + String.join(" and ", SHELLS));
    }
    return ExitStatus.OK;
  }
}
