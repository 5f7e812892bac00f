package io.asyncable.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.Asyncables;
import io.asyncable.test.web.Explained;
import io.asyncable.test.web.Explained.Told;
import io.asyncable.test.web.Invoice;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.WorkingSite;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;

/**
 * The reason of a record that a rate limiter turned back. The limiter gives new permissions every
 * few seconds, so the record's message must not wait behind those of other tests.
 */
@WorkingSite
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_CLASS)
class WhyLimitedTest {

  @Autowired Asyncables asyncables;
  @Autowired RateLimiterRegistry limiters;
  @Autowired Explained explained;
  @Autowired Rows rows;

  @AfterEach
  void clear() {
    rows.clear();
  }

  @Test
  void refusedByARateLimiter() {
    Invoice invoice = new Invoice();
    invoice.id = 7;
    exhaust(limiters.rateLimiter("desk"));
    asyncables.submit(invoice);

    Told told = explained.await(invoice, "rate_limited", "Waiting for desk (rate limit reached");
    assertThat(told.next()).startsWith("The record will be tried again at ");
    assertThat(told.action()).isNull();
  }

  /** Of this period and of the next, lest that begins before the record has asked. */
  private static void exhaust(RateLimiter limiter) {
    // It drains what the last period had left, of which the present one may have more.
    while (limiter.getMetrics().getAvailablePermissions() > 0) {
      limiter.drainPermissions();
    }
    limiter.reservePermission(limiter.getRateLimiterConfig().getLimitForPeriod());
  }
}
