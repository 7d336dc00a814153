// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class FailureTest {

  @Test
  void saysWhatWentWrongAndTheInnermostCauseInALine() {
    Failure failure =
        Failure.of(
            new IllegalStateException(
                "not started", new RuntimeException(new IOException("port in use"))));
    assertThat(failure.summary())
        .isEqualTo("IllegalStateException: not started (IOException: port in use)");
  }

  @Test
  void keepsFramesCausesAndSuppressedAsText() {
    Exception thrown = new Exception("outer", new Error("inner"));
    thrown.addSuppressed(new IOException("while closing"));
    Failure failure = Failure.of(thrown);
    assertThat(failure.frames().get(0)).contains("FailureTest");
    assertThat(failure.causes())
        .extracting(Failure::message)
        .containsExactly("inner", "while closing");
    assertThat(failure.trace()).contains("java.lang.Exception: outer\n\tat ", "Caused by: ");
  }

  @Test
  void survivesThrowablesThatAreTheirOwnCauseOrFailThemselves() {
    Exception one = new Exception("one");
    Exception two = new Exception("two", one);
    one.initCause(two);
    assertThat(Failure.of(one).causes()).hasSize(1);

    RuntimeException rude =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException("no");
          }
        };
    assertThat(Failure.of(rude).message()).contains("getMessage failed");
  }

  @Test
  void isMadeOfAThrowableWhoseOwnMethodsFail() {
    Failure failure =
        Failure.of(
            new RuntimeException() {
              private static final long serialVersionUID = 1L;

              @Override
              public String getMessage() {
                throw new StackOverflowError();
              }

              @Override
              public synchronized Throwable getCause() {
                throw new IllegalStateException();
              }
            });
    assertThat(failure.message()).startsWith("(no message: getMessage failed with ");
    assertThat(failure.causes()).isEmpty();
  }

  @Test
  void sumsALongMessageUpInOneLine() {
    String summary = Failure.of(new IllegalStateException("line\n\t".repeat(1_000))).summary();
    assertThat(summary).startsWith("IllegalStateException: line line").endsWith("...");
    assertThat(summary).hasSizeLessThan(1_100).doesNotContain("\n", "\t");
  }
}
