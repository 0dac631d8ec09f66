package dev.drydock.scenarios.text;

/// A scenario's text and the name that errors show for it.
public record Source(String name, String text) {}
