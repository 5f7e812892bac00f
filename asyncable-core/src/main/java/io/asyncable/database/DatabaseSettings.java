package io.asyncable.database;

import static io.asyncable.start.SettingChecks.requireWaitable;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the engine's own statements may take, under {@code asyncable.database}. Statements of
 * handlers and of the application are not limited. If a connection falls silent during one of them,
 * only the driver's {@code socketTimeout} ends the wait; unless it is set, the wait lasts for ever.
 *
 * @param statementTimeout how long a statement that moves records may take before it is canceled
 *     and tried again, whether it is slow, locked or unanswered; default 10 s. The engine gives up
 *     a connection on which nothing arrives for twice as long. A lower value recovers sooner from a
 *     lost connection. If the value is too low, a slow server finishes no statement.
 * @param readTimeout how long a read of pages and reports, or a statement that prunes the history,
 *     may take; default 1 min
 * @param unwritableAfter how long a worker that can write none of its outcomes waits before it
 *     takes a new epoch, so that other workers take over its records; default 30 s
 */
@ConfigurationProperties("asyncable.database")
public record DatabaseSettings(
    @DefaultValue("10s") Duration statementTimeout,
    @DefaultValue("1m") Duration readTimeout,
    @DefaultValue("30s") Duration unwritableAfter) {

  public DatabaseSettings {
    requireWaitable("asyncable.database.statement-timeout", statementTimeout);
    requireWaitable("asyncable.database.read-timeout", readTimeout);
    requireWaitable("asyncable.database.unwritable-after", unwritableAfter);
  }
}
