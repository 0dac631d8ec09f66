package dev.drydock.scenarios.tools.docker.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The options of a verb, read as Go's pflag does: `--name value`, `--name=value`, `-n value`,
/// `-itd`, `--` ends them.
public final class Flags {
  private final String verb;
  private final Map<String, Boolean> takesValue = new LinkedHashMap<>();
  private final Map<Character, String> shortNames = new LinkedHashMap<>();
  private boolean interspersed = true;

  public Flags(String verb) {
    this.verb = verb;
  }

  /// Options with a value: `name` or `n|name`.
  public Flags values(String... names) {
    return add(true, names);
  }

  /// Switches: `name` or `n|name`.
  public Flags switches(String... names) {
    return add(false, names);
  }

  /// Options end at the first word that is none, as for `docker run IMAGE -x`.
  public Flags leading() {
    interspersed = false;
    return this;
  }

  private Flags add(boolean withValue, String... names) {
    for (String name : names) {
      int cut = name.indexOf('|');
      String longName = name.substring(cut + 1);
      takesValue.put(longName, withValue);
      if (cut == 1) {
        shortNames.put(name.charAt(0), longName);
      }
    }
    return this;
  }

  /// What was given.
  ///
  /// @param values option → its values, in order; a switch has `true` or `false`
  /// @param words what is no option
  /// @param letters option → the letter that is short for it
  public record Given(
      Map<String, List<String>> values, List<String> words, Map<String, Character> letters) {
    /// How pflag names an option: `--expose`, `-n, --last`.
    String title(String option) {
      Character letter = letters.get(option);
      return (letter == null ? "" : "-" + letter + ", ") + "--" + option;
    }

    public boolean has(String name) {
      List<String> all = values.get(name);
      return all != null && !all.get(all.size() - 1).equals("false");
    }

    public String last(String name, String otherwise) {
      List<String> all = values.get(name);
      return all == null ? otherwise : all.get(all.size() - 1);
    }

    public List<String> all(String name) {
      return values.getOrDefault(name, List.of());
    }

    private void put(String name, String value) {
      values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
  }

  public Given read(List<String> arguments) throws Failure {
    Given given = new Given(new LinkedHashMap<>(), new ArrayList<>(), letters());
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (word.equals("--")) {
        given.words.addAll(arguments.subList(i + 1, arguments.size()));
        break;
      }
      if (word.startsWith("--")) {
        i = longFlag(arguments, i, given);
      } else if (word.startsWith("-") && word.length() > 1) {
        i = shortFlags(arguments, i, given);
      } else {
        given.words.add(word);
        if (!interspersed) {
          given.words.addAll(arguments.subList(i + 1, arguments.size()));
          break;
        }
      }
    }
    if (!given.words.isEmpty() && UseLines.takesNoWords(verb)) {
      throw Failure.arguments("no arguments", verb);
    }
    return given;
  }

  /// What some verbs say that are told nothing, as for `--help` (`pflag.ErrHelp`).
  public Failure help() {
    return Failure.help(verb, optionHelp());
  }

  /// The options it takes here, as `--help` lists them; empty for none.
  private String optionHelp() {
    Map<String, Character> letters = letters();
    Map<String, OptionHelp.Option> options = new TreeMap<>();
    takesValue.forEach((name, withValue) -> {
      char letter = letters.getOrDefault(name, (char) 0);
      options.put(name, new OptionHelp.Option(name, letter, withValue));
    });
    return OptionHelp.of(verb, options);
  }

  private Map<String, Character> letters() {
    Map<String, Character> letters = new LinkedHashMap<>();
    shortNames.forEach((letter, name) -> letters.put(name, letter));
    return letters;
  }

  private int longFlag(List<String> arguments, int at, Given given) throws Failure {
    String word = arguments.get(at).substring(2);
    int cut = word.indexOf('=');
    String name = cut < 0 ? word : word.substring(0, cut);
    Boolean withValue = takesValue.get(name);
    if (withValue == null && name.equals("help")) {
      throw help();
    }
    if (withValue == null) {
      throw Failure.usage("unknown flag: --" + name, verb);
    }
    if (cut >= 0) {
      String value = word.substring(cut + 1);
      given.put(name, withValue ? value : truth(given, name, value));
      return at;
    }
    if (!withValue) {
      given.put(name, "true");
      return at;
    }
    if (at + 1 >= arguments.size()) {
      throw Failure.usage("flag needs an argument: --" + name, verb);
    }
    given.put(name, arguments.get(at + 1));
    return at + 1;
  }

  private String truth(Given given, String option, String text) throws Failure {
    Boolean truth = FlagValues.truth(text);
    if (truth == null) {
      String why = "strconv.ParseBool: parsing \"" + text + "\": invalid syntax";
      throw new FlagValues(given, verb).refused(text, option, why);
    }
    return truth.toString();
  }

  private int shortFlags(List<String> arguments, int at, Given given) throws Failure {
    String letters = arguments.get(at).substring(1);
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      String name = shortNames.get(letter);
      if (name == null) {
        throw Failure.usage("unknown shorthand flag: '" + letter + "' in -" + letters, verb);
      }
      if (!takesValue.getOrDefault(name, false)) {
        given.put(name, "true");
        continue;
      }
      String rest = letters.substring(i + 1);
      if (!rest.isEmpty()) {
        given.put(name, rest.startsWith("=") ? rest.substring(1) : rest);
        return at;
      }
      if (at + 1 >= arguments.size()) {
        throw Failure.usage("flag needs an argument: '" + letter + "' in -" + letters, verb);
      }
      given.put(name, arguments.get(at + 1));
      return at + 1;
    }
    return at;
  }
}
