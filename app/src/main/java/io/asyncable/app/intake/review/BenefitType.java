package io.asyncable.app.intake.review;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The benefit that a review is about; it decides the end product code. */
public enum BenefitType {
  COMPENSATION(""),
  PENSION("PMC");

  private final String suffix;

  BenefitType(String suffix) {
    this.suffix = suffix;
  }

  /** Its name in JSON and CSV. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The end product code of a claim of this benefit. */
  public String endProduct(String modifier) {
    return modifier + suffix;
  }

  public static Optional<BenefitType> of(String code) {
    return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
  }

  public static String codes() {
    return Arrays.stream(values()).map(BenefitType::code).collect(Collectors.joining(", "));
  }
}
