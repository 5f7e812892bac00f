package io.asyncable.app.intake.review;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The date is not before the given day. Null is valid. */
@Constraint(validatedBy = NotBefore.Validator.class)
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface NotBefore {

  /** The first day, such as 1900-01-01. */
  String value();

  String message() default "is before {value}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Compares with the first day. */
  final class Validator implements ConstraintValidator<NotBefore, LocalDate> {

    private LocalDate first = LocalDate.MIN;

    @Override
    public void initialize(NotBefore rule) {
      first = LocalDate.parse(rule.value());
    }

    @Override
    public boolean isValid(@Nullable LocalDate date, ConstraintValidatorContext context) {
      return date == null || !date.isBefore(first);
    }
  }
}
