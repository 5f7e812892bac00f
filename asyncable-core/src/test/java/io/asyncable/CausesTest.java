package io.asyncable;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** However an exception tells its causes, the walk over them comes to its end. */
class CausesTest {

  @Test
  void causesAreReadInTheirOrder() {
    Exception root = new Exception("root");
    Exception middle = new Exception("middle", root);
    Exception top = new Exception("top", middle);

    assertThat(Causes.of(top)).containsExactly(top, middle, root);
  }

  @Test
  void aCircleEnds() {
    Exception one = new Exception("one");
    Exception other = new Exception("other", one);
    one.initCause(other);

    assertThat(Causes.of(one)).contains(one, other);
  }

  @Test
  void aChainThatIsMadeUpWithoutEndEnds() {
    assertThat(Causes.of(new Endless())).hasSizeLessThan(1_000);
  }

  @Test
  void aCauseThatCannotBeReadIsNone() {
    Exception broken =
        new Exception("broken") {
          @Override
          public synchronized Throwable getCause() {
            throw new StackOverflowError();
          }
        };

    assertThat(Causes.of(new Exception("top", broken))).hasSize(2).last().isSameAs(broken);
  }

  private static final class Endless extends Exception {
    private static final long serialVersionUID = 1;

    @Override
    public synchronized Throwable getCause() {
      return new Endless();
    }
  }
}
