package dev.drydock.scenarios.text;

/// A value and the place where it was written.
public record Located<T>(T value, Place place) {}
