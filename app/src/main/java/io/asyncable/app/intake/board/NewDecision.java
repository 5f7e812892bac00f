package io.asyncable.app.intake.board;

import io.asyncable.app.system.Sizes;
import jakarta.validation.GroupSequence;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * A decision of the Board on an appeal.
 *
 * @param text the document's text
 * @param granted the ids of the issues that are granted; the others are denied
 */
@GroupSequence({Sizes.class, NewDecision.class})
record NewDecision(
    @NotBlank(message = "is missing")
        @Size(max = 100_000, message = "has more than {max} characters", groups = Sizes.class)
        @Pattern(regexp = "[^\\x00\\p{Cs}]*", message = "contains NUL or half a surrogate pair")
        String text,
    @NotNull(message = "is missing")
        @Size(max = 1_000, message = "are more than {max}", groups = Sizes.class)
        List<@NotNull(message = "is null") UUID> granted) {}
