/// Tests of a compose file's network, for JUnit: [DrydockTest] names the file, a [Lab] is given to
/// each test. What it does is done by the lab of `drydock shell` and the question of `drydock
/// explain`; here is only what ties them to a test's life.
///
/// Read [Lab] first, then [DrydockExtension].
@NullMarked
package dev.drydock.junit;

import org.jspecify.annotations.NullMarked;
