package io.asyncable.app.intake.review;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One line of text that describes an issue; VBMS takes no more than 500 characters. */
@NotBlank(message = "an issue must not be blank")
@Size(max = 500, message = "an issue has more than {max} characters")
@Pattern(
    regexp = "[^\\p{Cc}\\p{Cs}]*",
    message = "an issue contains a control character or half a surrogate pair")
@Constraint(validatedBy = {})
@Documented
@Target({ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface IssueText {

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
