/// What tests share: generated cases that can be repeated, and assertions about frames in the
/// field's words.
///
/// Read `Cases` and `FrameAssertion`.
@NullMarked
package dev.drydock.core.testing;

import org.jspecify.annotations.NullMarked;
