package io.asyncable.app.intake.imports;

import io.asyncable.app.intake.IntakeAccess;
import io.asyncable.app.system.ApiController;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

@ApiController
@Tag(name = "intake")
class ImportApi {

  private final ReviewImport imports;

  ImportApi(ReviewImport imports) {
    this.imports = imports;
  }

  @PostMapping("/api/intake/imports")
  @Operation(summary = "File the reviews of a CSV file; takes the role SUBMITTER or OPERATOR")
  ImportResult importFile(@RequestParam MultipartFile file, Authentication user) {
    IntakeAccess.requireFiling(user);
    return imports.run(file, user.getName());
  }
}
