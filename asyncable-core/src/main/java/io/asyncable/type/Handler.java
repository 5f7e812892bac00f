package io.asyncable.type;

import io.asyncable.AsyncableHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.interceptor.TransactionAttribute;

/**
 * The handler of one process type.
 *
 * @param transaction how its {@code process} is transactional; null if it is not
 */
public record Handler(
    ProcessType type, AsyncableHandler<Object> bean, @Nullable TransactionAttribute transaction) {}
