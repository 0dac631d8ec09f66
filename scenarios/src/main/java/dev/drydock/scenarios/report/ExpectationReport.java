package dev.drydock.scenarios.report;

/// What came of one expectation.
///
/// @param number from 1, in the order of the file
/// @param claim what must be so: `one reaches three`
/// @param status whether it is so
/// @param reason what was seen, or why it was not checked
public record ExpectationReport(int number, String claim, Status status, String reason) {}
