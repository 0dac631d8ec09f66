/// What a run gives back: [dev.drydock.scenarios.report.RunReport], a value, and its forms for
/// machines, JSON and JUnit XML. Nothing here touches a lab.
@NullMarked
package dev.drydock.scenarios.report;

import org.jspecify.annotations.NullMarked;
