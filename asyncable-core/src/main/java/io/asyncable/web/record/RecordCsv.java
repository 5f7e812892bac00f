package io.asyncable.web.record;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.search.Selection;
import io.asyncable.web.Api;
import io.asyncable.web.CsvFiles;
import io.asyncable.web.CsvFiles.Content;
import io.asyncable.web.Requires;
import io.asyncable.worker.EngineClock;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The whole list as a CSV file. */
@Api
class RecordCsv {

  private final RecordSelections selections;
  private final RecordTable table;
  private final CsvFiles files;
  private final EngineClock clock;

  RecordCsv(RecordSelections selections, RecordTable table, CsvFiles files, EngineClock clock) {
    this.selections = selections;
    this.table = table;
    this.files = files;
    this.clock = clock;
  }

  /**
   * @param why whether each row ends with the record's state, reason, explanation and next step
   */
  @GetMapping({"/jobs.csv", "/api/jobs.csv"})
  @Operation(summary = "Download the whole list as CSV")
  @Requires(value = Permission.VIEW_LIST, own = true)
  void list(
      @ModelAttribute RecordFilter filter,
      @RequestParam(defaultValue = "false") boolean why,
      Viewer viewer,
      HttpServletResponse answer)
      throws IOException {
    Instant now = clock.instant();
    Selection selection = selections.of(filter, viewer, now);
    boolean unknown = selections.showsUnknown(filter, viewer);
    Content content =
        rows -> {
          table.write(selection, now, why, viewer, rows);
          if (unknown) {
            table.writeUnknown(now, why, rows);
          }
        };
    files.send(RecordTable.of(why), content, answer);
  }
}
