package dev.drydock.cli;

import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.shell.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// Completes words at the shell's prompt: commands first, then what commands take.
final class ShellCompleter implements Completer {
  private static final List<String> OWN = List.of("exit", "help", "use");

  /// The words that come second, where there are few.
  private static final Map<String, List<String>> SECOND =
      Map.of(
          "docker",
          List.of(
              "create", "exec", "inspect", "kill", "logs", "network", "node", "port", "ps",
              "restart", "rm", "run", "service", "stack", "start", "stop", "swarm"),
          "ip",
          List.of("addr", "link", "neigh", "netns", "route", "rule"),
          "bridge",
          List.of("fdb", "link", "vlan"),
          "brctl",
          List.of("addbr", "addif", "delbr", "delif", "setfd", "show", "showmacs", "stp"));

  private static final List<String> DOCKER_NETWORK =
      List.of("connect", "create", "disconnect", "inspect", "ls", "prune", "rm");

  private final LiveLab lab;

  ShellCompleter(LiveLab lab) {
    this.lab = lab;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    for (String word : words(line.words().subList(0, line.wordIndex()))) {
      candidates.add(new Candidate(word));
    }
  }

  /// What can follow these words.
  List<String> words(List<String> before) {
    List<String> typed = before;
    if (!typed.isEmpty() && Prompt.isOn(typed.getFirst() + " ")) {
      typed = typed.subList(1, typed.size());
    }
    if (typed.isEmpty()) {
      return first();
    }
    String command = typed.getFirst();
    if (command.equals("use")) {
      return places();
    }
    if (typed.size() == 1 && SECOND.containsKey(command)) {
      return SECOND.getOrDefault(command, List.of());
    }
    if (typed.size() == 2 && typed.equals(List.of("docker", "network"))) {
      return DOCKER_NETWORK;
    }
    return names();
  }

  private List<String> first() {
    List<String> words = new ArrayList<>(OWN);
    words.addAll(lab.commands());
    places().forEach(place -> words.add(place + "$"));
    return words;
  }

  private List<String> places() {
    List<String> places = new ArrayList<>(lab.machines());
    places.addAll(lab.containerPlaces());
    return places;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(lab.machines());
    for (String place : lab.containerPlaces()) {
      names.add(place.substring(0, place.indexOf('@')));
    }
    return names;
  }
}
