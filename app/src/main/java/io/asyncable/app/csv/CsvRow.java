package io.asyncable.app.csv;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One line of a file, with a field for each column of its header.
 *
 * @param fields without leading and trailing blanks
 */
public record CsvRow(List<String> columns, List<String> fields) {

  /**
   * The field of a column.
   *
   * @throws BadLine if it is empty
   */
  public String required(String column) throws BadLine {
    String field = fields.get(columns.indexOf(column));
    if (field.isEmpty()) {
      throw new BadLine(column, "is missing");
    }
    return field;
  }

  /**
   * What the field of a column means. * @param parser empty for a field that means nothing
   *
   * @param reason what to say of such a field
   * @throws BadLine if the field is empty or means nothing
   */
  public <T> T required(String column, Function<String, Optional<T>> parser, String reason)
      throws BadLine {
    return parser.apply(required(column)).orElseThrow(() -> new BadLine(column, reason));
  }
}
