package io.asyncable.dispatch;

import io.asyncable.AsyncableHandler;
import io.asyncable.record.ProcessType;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.interceptor.TransactionAttribute;

/**
 * The handler of one process type.
 *
 * @param transaction how its {@code process} is transactional; null if it is not
 */
record Handler(
    ProcessType type, AsyncableHandler<Object> bean, @Nullable TransactionAttribute transaction) {}
