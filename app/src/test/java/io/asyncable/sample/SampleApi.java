package io.asyncable.sample;

import io.asyncable.app.system.ApiController;
import io.asyncable.app.system.Problem;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.sql.SQLException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;

@ApiController
@RequestMapping("/api/sample")
class SampleApi {

  record Sample(@NotNull(message = "is missing") @Nullable LocalDate day) {}

  @GetMapping("/{name}")
  @Operation(summary = "Show a sample")
  String sample(@PathVariable String name) {
    switch (name) {
      case "away" -> throw new CannotGetJdbcConnectionException("gone", new SQLException());
      case "broken" -> throw new IllegalStateException("a secret");
      default -> throw new Problem(HttpStatus.GONE, "The sample " + name + " is used up.");
    }
  }

  @PostMapping
  @Operation(summary = "Add a sample")
  Sample add(@Valid @RequestBody Sample sample) {
    return sample;
  }
}
