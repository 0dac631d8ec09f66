package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class JavaSourceTest {
  private static final JavaSource SOURCE =
      JavaSource.parse(
              List.of(
                  new JavaSource.Text(
                      "a/Bridge.java",
                      """
                      package a;
                      @Tag("S021")
                      class Bridge {
                        /// Not counted.
                        @Test
                        @Tag("S020")
                        void learns() {
                          age();
                        }
                        record Port(int index, int cost, long mac, int state, int flags) {
                          Port {}
                        }
                        static void write(byte[] bytes, int offset, long a, long b, int c) {}
                      }
                      """)))
          .getFirst();

  @Test
  void knows_types_and_written_methods() {
    assertEquals(List.of("Bridge", "Port"), SOURCE.types());
    assertEquals(
        List.of("learns", "<init>", "write"),
        SOURCE.methods().stream().map(JavaSource.Method::name).toList());
  }

  @Test
  void counts_the_lines_from_the_first_annotation_to_the_closing_brace() {
    assertEquals(5, SOURCE.methods().getFirst().lines());
    assertEquals(5, SOURCE.methods().getFirst().line());
  }

  @Test
  void a_method_has_the_annotations_of_its_type_too() {
    assertEquals(
        List.of("@Tag(\"S021\")", "@Test", "@Tag(\"S020\")"),
        SOURCE.methods().getFirst().annotations());
    assertTrue(SOURCE.methods().getFirst().isTest());
    assertFalse(SOURCE.methods().getLast().isTest());
  }

  @Test
  void a_place_in_a_buffer_counts_as_one_parameter_and_components_as_none() {
    assertEquals(0, SOURCE.methods().get(1).parameters());
    assertEquals(4, SOURCE.methods().getLast().parameters());
  }
}
