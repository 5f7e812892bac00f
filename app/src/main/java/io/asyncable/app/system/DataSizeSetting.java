package io.asyncable.app.system;

import io.asyncable.ConfigurationProblem;
import org.springframework.util.unit.DataSize;

/** Which sizes settings may have. */
public final class DataSizeSetting {

  private DataSizeSetting() {}

  /**
   * Stops the start if the size is below one byte.
   *
   * @param property its whole name, such as {@code asyncable.app.bodies.largest}
   */
  public static void require(String property, DataSize value) {
    if (value.toBytes() < 1) {
      throw new ConfigurationProblem(
          "%s is %s. Write a size of at least 1B, such as 10MB.".formatted(property, value));
    }
  }
}
