package dev.drydock.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// The network that tests are about. On a class it is for all its tests, also those of nested
/// classes; on a method for that test alone. Each test that takes a [Lab] gets one of its own.
///
/// ```
/// @DrydockTest("compose.yaml")
/// class ShopTest {
///   @Test
///   void nobody_else_reaches_the_database(Lab lab) {
///     lab.assertReaches("web", "db:5432");
///     lab.assertBlocked("machine:pc", "db:5432");
///   }
/// }
/// ```
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(DrydockExtension.class)
public @interface DrydockTest {
  /// A seed that is none: that of the file counts.
  long SEED_OF_FILE = Long.MIN_VALUE;

  /// The compose file, seen from the folder that the tests run in, with Maven that of the module;
  /// several are merged, as with `-f`.
  String[] value() default "compose.yaml";

  /// The engine's version, as `--engine` takes it: `27`, `28.5.2`; empty for that of the file.
  String engine() default "";

  /// The seed, as `--seed` takes it.
  long seed() default SEED_OF_FILE;

  /// So many of the file's own steps are played before the test; more than there are plays all.
  int after() default 0;
}
