package io.asyncable.type;

import io.asyncable.AsyncableHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.interceptor.TransactionAttribute;

/**
 * The handler of one process type.
 *
 * @param bean what the engine calls
 * @param owner the application's bean whose method does the work
 * @param transaction how this method is transactional; null if it is not
 */
public record Handler(
    ProcessType type,
    AsyncableHandler<Object> bean,
    Object owner,
    @Nullable TransactionAttribute transaction) {}
