package io.asyncable.access;

import io.asyncable.AsyncableProperties.Role;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds when {@code asyncable.roles} contains {@code web}, as it does by default. */
public final class WebRole implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return Binder.get(context.getEnvironment())
        .bind("asyncable.roles", Bindable.setOf(Role.class))
        .orElse(Set.of(Role.WEB))
        .contains(Role.WEB);
  }
}
