package dev.drydock.junit;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/// Gives each test a [Lab] of its own: built before the test and what is called before each, gone
/// after it. Nothing is shared between tests, so they may run in any order and at once.
///
/// [DrydockTest] brings it along; `@ExtendWith(DrydockExtension.class)` alone takes `compose.yaml`.
public final class DrydockExtension extends TypeBasedParameterResolver<Lab>
    implements BeforeEachCallback, AfterEachCallback {
  /// Names the folder for what tests that fail leave behind.
  private static final String RESULTS = "drydock.results";

  private static final String RESULTS_DEFAULT = "target/drydock";
  private static final Namespace WORLDS = Namespace.create(DrydockExtension.class);
  private static final String WORLD = "world";

  /// A part of a test's id: `[method:web_answers(dev.drydock.junit.Lab)]`.
  private static final Pattern SEGMENT = Pattern.compile("\\[[\\w-]+:([^\\]]*)\\]");

  private static final Pattern NOT_FOR_FILES = Pattern.compile("[^A-Za-z0-9_.$-]+");

  /// For JUnit.
  public DrydockExtension() {}

  @Override
  public void beforeEach(ExtensionContext context) {
    World world = World.open(settings(context), folder(context));
    context.getStore(WORLDS).put(WORLD, world);
  }

  @Override
  public Lab resolveParameter(ParameterContext parameter, ExtensionContext context) {
    World world = world(context);
    if (world == null) {
      throw new ParameterResolutionException(
          "a Lab is made for each test; constructors, and what is called before all, get none");
    }
    return world.lab();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    World world = world(context);
    if (world == null) {
      return; // it could not be made
    }
    Optional<Throwable> failure = context.getExecutionException();
    Path folder = world.close(failure.isPresent());
    failure.ifPresent(why -> why.addSuppressed(new KeptResults(folder)));
  }

  private static @Nullable World world(ExtensionContext context) {
    return context.getStore(WORLDS).get(WORLD, World.class);
  }

  /// The annotation nearest to the test.
  private static Settings settings(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), DrydockTest.class)
        .or(() ->
            AnnotationSupport.findAnnotation(
                context.getRequiredTestClass(),
                DrydockTest.class,
                context.getEnclosingTestClasses()))
        .map(Settings::of)
        .orElse(Settings.DEFAULT);
  }

  /// A folder for this test alone, made of the parts of its id below the engine:
  /// `shop.ShopTest/web_answers`, and for each repetition one with its number.
  private static Path folder(ExtensionContext context) {
    Path folder = Path.of(context.getConfigurationParameter(RESULTS).orElse(RESULTS_DEFAULT));
    Matcher segment = SEGMENT.matcher(context.getUniqueId());
    boolean isEngine = true;
    while (segment.find()) {
      if (!isEngine) {
        folder = folder.resolve(fileName(segment.group(1)));
      }
      isEngine = false;
    }
    return folder;
  }

  private static String fileName(String part) {
    String plain =
        part.replace("(" + Lab.class.getName() + ")", "").replace("()", "").replace("#", "");
    return NOT_FOR_FILES.matcher(plain).replaceAll("_");
  }
}
