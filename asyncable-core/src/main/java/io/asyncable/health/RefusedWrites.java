package io.asyncable.health;

import static io.asyncable.DatabaseTrouble.NO_ROOM;
import static io.asyncable.DatabaseTrouble.READ_ONLY;

import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Reports to the health that the database refuses what requests write, because it is read-only or
 * full. The engine of this instance may have nothing to write at that time, and its heartbeat needs
 * no room. Other handlers answer the request.
 */
final class RefusedWrites implements HandlerExceptionResolver, Ordered {

  private final Troubles troubles;

  RefusedWrites(Troubles troubles) {
    this.troubles = troubles;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    if (READ_ONLY.isBehind(failure) || NO_ROOM.isBehind(failure)) {
      troubles.failed(Work.ANSWER, Troubles.REQUESTS, failure, Duration.ZERO);
    }
    return null;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
