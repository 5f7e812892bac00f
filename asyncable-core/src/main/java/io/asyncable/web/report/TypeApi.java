package io.asyncable.web.report;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.web.Api;
import io.asyncable.web.Requires;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The process types as JSON. */
@Api
@RequestMapping("/api/types")
class TypeApi {

  private final Types types;

  TypeApi(Types types) {
    this.types = types;
  }

  @GetMapping
  @Operation(summary = "List the process types")
  @Requires(Permission.VIEW_LIST)
  Map<String, List<TypeLine>> list(Viewer viewer) {
    return Map.of("types", types.list(viewer));
  }

  @GetMapping("/{type}")
  @Operation(summary = "Show the counts, ages, times and policy of a process type")
  @Requires(Permission.VIEW_LIST)
  TypeDetail find(
      @PathVariable String type,
      @RequestParam(required = false) @Nullable String window,
      Viewer viewer) {
    return types.find(type, Window.of(window, Window.OF_TYPES), viewer);
  }
}
