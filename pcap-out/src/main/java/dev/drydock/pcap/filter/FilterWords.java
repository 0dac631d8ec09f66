package dev.drydock.pcap.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a filter, one after the other, with their columns.
final class FilterWords {
  private static final Pattern WORD = Pattern.compile("&&|\\|\\||[()!]|[^\\s()!&|]+|[&|]");

  private record Word(String text, int column) {}

  private final List<Word> words = new ArrayList<>();
  private final int endColumn;
  private int next;

  FilterWords(String filter) {
    Matcher matcher = WORD.matcher(filter);
    while (matcher.find()) {
      words.add(new Word(canonical(matcher.group()), matcher.start() + 1));
    }
    endColumn = filter.length() + 1;
  }

  private static String canonical(String word) {
    return switch (word) {
      case "&&" -> "and";
      case "||" -> "or";
      case "!" -> "not";
      default -> word;
    };
  }

  boolean atEnd() {
    return next == words.size();
  }

  /// The next word; empty at the end.
  String peek() {
    return peek(0);
  }

  /// The word that many words after the next; empty behind the end.
  String peek(int ahead) {
    return next + ahead < words.size() ? words.get(next + ahead).text : "";
  }

  String take() {
    return words.get(next++).text;
  }

  /// Takes the next word if it is this one.
  boolean take(String word) {
    if (!peek().equals(word)) {
      return false;
    }
    next++;
    return true;
  }

  /// A complaint about the next word.
  FilterException error(String problem) {
    return new FilterException(atEnd() ? endColumn : words.get(next).column, problem);
  }

  /// A complaint about the word taken last.
  FilterException errorBefore(String problem) {
    return new FilterException(words.get(next - 1).column, problem);
  }

  /// What stands at the next place, for a complaint.
  String found() {
    return atEnd() ? "the filter ends" : "found '" + peek() + "'";
  }
}
