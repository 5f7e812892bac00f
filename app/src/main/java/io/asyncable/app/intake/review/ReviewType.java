package io.asyncable.app.intake.review;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The three kinds of decision review. Its methods are public because pages call them. */
public enum ReviewType {
  HIGHER_LEVEL_REVIEW("Higher-Level Review", HigherLevelReview.class, HigherLevelReview::new),
  SUPPLEMENTAL_CLAIM("Supplemental Claim", SupplementalClaim.class, SupplementalClaim::new),
  APPEAL("Appeal", Appeal.class, Appeal::new);

  private final String label;
  private final Class<? extends Review> entity;
  private final Function<Filing, Review> factory;

  ReviewType(String label, Class<? extends Review> entity, Function<Filing, Review> factory) {
    this.label = label;
    this.entity = entity;
    this.factory = factory;
  }

  /** Its name in JSON, CSV and addresses. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  Class<? extends Review> entity() {
    return entity;
  }

  Review file(Filing filing) {
    return factory.apply(filing);
  }

  public static Optional<ReviewType> of(String code) {
    return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
  }

  public static String codes() {
    return Arrays.stream(values()).map(ReviewType::code).collect(Collectors.joining(", "));
  }
}
