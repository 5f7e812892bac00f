package io.asyncable.migrations;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import liquibase.Scope;
import liquibase.change.AbstractChange;
import liquibase.change.ChangeFactory;
import liquibase.change.ChangeMetaData;
import liquibase.change.DatabaseChange;
import liquibase.change.DatabaseChangeProperty;
import liquibase.database.Database;
import liquibase.database.core.CockroachDatabase;
import liquibase.database.core.PostgresDatabase;
import liquibase.exception.ValidationErrors;
import liquibase.exception.Warnings;
import liquibase.parser.core.ParsedNode;
import liquibase.parser.core.ParsedNodeException;
import liquibase.resource.ResourceAccessor;
import liquibase.statement.SqlStatement;
import liquibase.statement.core.RawParameterizedSqlStatement;
import liquibase.structure.core.Column;
import liquibase.structure.core.Table;
import org.jspecify.annotations.Nullable;

/**
 * The Liquibase change {@code addAsyncable}: adds one {@code Asyncable} to a table, with its
 * columns, its CHECK constraints, the two partial indexes that keep its cost with the live work,
 * and a fill factor that leaves room for HOT updates.
 *
 * <p>Attributes: {@code tableName}; optionally {@code schemaName}, {@code prefix} (put before every
 * default column name, e.g. {@code establishment_}), {@code fillfactor} (10 to 100, by default 80)
 * and the full name of any column: {@code submittedAt}, {@code lastSubmittedAt}, {@code
 * attemptedAt}, {@code processedAt}, {@code canceledAt}, {@code error}, {@code attempts}, {@code
 * dueAt}, {@code claimedBy}, {@code trace}, {@code publishedAt}, {@code cause}, {@code hold}. A
 * table takes any number of them, each with its own prefix or names. Names are upper or lower case
 * as in Liquibase's own changes.
 *
 * <p>The table may have rows: they become not submitted. It is locked while they are read to check
 * the constraints and build the indexes. The fill factor holds for pages written from then on.
 *
 * <p>Rollback drops the columns and with them all constraints and indexes on them. It leaves the
 * fill factor, which another {@code Asyncable} of the table may need.
 */
@DatabaseChange(
    name = "addAsyncable",
    description = "Adds the columns, constraints and indexes of an Asyncable to a table",
    priority = ChangeMetaData.PRIORITY_DEFAULT,
    appliesTo = "table")
public class AddAsyncableChange extends AbstractChange {
  private static final int DEFAULT_FILLFACTOR = 80;

  private final Map<AsyncableColumn, String> explicitNames = new EnumMap<>(AsyncableColumn.class);
  private final Set<String> unknownAttributes = new TreeSet<>();
  private @Nullable String tableName;
  private @Nullable String schemaName;
  private @Nullable String prefix;
  private @Nullable Integer fillfactor;

  /**
   * Liquibase ignores unknown attributes, so a misspelt name would be lost; this change refuses it.
   */
  @Override
  public void load(ParsedNode node, ResourceAccessor resources) throws ParsedNodeException {
    super.load(node, resources);
    node.getChildren().stream()
        .map(ParsedNode::getName)
        .filter(name -> !attributes().contains(name))
        .forEach(unknownAttributes::add);
  }

  @Override
  public boolean supports(Database database) {
    return database instanceof PostgresDatabase && !(database instanceof CockroachDatabase);
  }

  @Override
  public Warnings warn(Database database) {
    return new Warnings();
  }

  @Override
  public ValidationErrors validate(Database database) {
    var errors = new ValidationErrors(this);
    if (!supports(database)) {
      return errors.addError(
          "addAsyncable needs PostgreSQL, but this database is %s."
              .formatted(database.getShortName()));
    }
    if (tableName == null) {
      errors.addError("addAsyncable needs a tableName: the table that gets the columns.");
    }
    unknownAttributes.forEach(
        name ->
            errors.addError(
                "addAsyncable has no attribute %s; it has %s."
                    .formatted(name, String.join(", ", new TreeSet<>(attributes())))));
    if (fillfactor != null && (fillfactor < 10 || fillfactor > 100)) {
      errors.addError(
          "The fillfactor of addAsyncable must be from 10 to 100, but is %d."
              .formatted(fillfactor));
    }
    validateNames(columns(database), errors);
    return errors;
  }

  private void validateNames(Map<AsyncableColumn, String> columns, ValidationErrors errors) {
    var seen = new LinkedHashSet<String>();
    var where = tableName == null ? "" : " to table " + tableName;
    for (var name : columns.values()) {
      if (!seen.add(name)) {
        errors.addError(
            "addAsyncable would add the column %s twice%s; give each column its own name."
                .formatted(name, where));
      }
      if (DerivedName.bytes(name) > DerivedName.MAX_BYTES) {
        errors.addError(
            "addAsyncable cannot add the column %s%s: PostgreSQL's names have at most %d bytes."
                .formatted(name, where, DerivedName.MAX_BYTES));
      }
    }
  }

  @Override
  public SqlStatement[] generateStatements(Database database) {
    // Liquibase also asks changes that it has not validated, or not even loaded yet.
    if (tableName == null) {
      return statements();
    }
    var definition = definition(database, tableName);
    return statements(definition.addColumns(), definition.indexTimers(), definition.indexPending());
  }

  @Override
  public boolean supportsRollback(Database database) {
    return true;
  }

  @Override
  public SqlStatement[] generateRollbackStatements(Database database) {
    return tableName == null
        ? statements()
        : statements(definition(database, tableName).dropColumns());
  }

  @Override
  public String getConfirmationMessage() {
    return "Asyncable %sadded to table %s"
        .formatted(prefix == null ? "" : prefix + "* ", tableName);
  }

  @Override
  public String getSerializedObjectNamespace() {
    return GENERIC_CHANGELOG_EXTENSION_NAMESPACE;
  }

  private AsyncableDefinition definition(Database database, String table) {
    return new AsyncableDefinition(
        database.escapeTableName(null, schemaName, table),
        database.correctObjectName(table, Table.class),
        columns(database),
        fillfactor == null ? DEFAULT_FILLFACTOR : fillfactor);
  }

  private Map<AsyncableColumn, String> columns(Database database) {
    var columns = new EnumMap<AsyncableColumn, String>(AsyncableColumn.class);
    for (var column : AsyncableColumn.values()) {
      var name =
          explicitNames.getOrDefault(column, (prefix == null ? "" : prefix) + column.defaultName());
      columns.put(column, database.correctObjectName(name, Column.class));
    }
    return columns;
  }

  private Set<String> attributes() {
    return Scope.getCurrentScope()
        .getSingleton(ChangeFactory.class)
        .getChangeMetaData(this)
        .getParameters()
        .keySet();
  }

  private static SqlStatement[] statements(String... sql) {
    var statements = new SqlStatement[sql.length];
    for (var i = 0; i < sql.length; i++) {
      statements[i] = new RawParameterizedSqlStatement(sql[i]);
    }
    return statements;
  }

  private static @Nullable String trimToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.trim();
  }

  private void name(AsyncableColumn column, @Nullable String name) {
    var trimmed = trimToNull(name);
    if (trimmed == null) {
      explicitNames.remove(column);
    } else {
      explicitNames.put(column, trimmed);
    }
  }

  @DatabaseChangeProperty(
      description = "The table that gets the columns",
      requiredForDatabase = "postgresql")
  public @Nullable String getTableName() {
    return tableName;
  }

  public void setTableName(@Nullable String tableName) {
    this.tableName = trimToNull(tableName);
  }

  public @Nullable String getSchemaName() {
    return schemaName;
  }

  public void setSchemaName(@Nullable String schemaName) {
    this.schemaName = trimToNull(schemaName);
  }

  public @Nullable String getPrefix() {
    return prefix;
  }

  public void setPrefix(@Nullable String prefix) {
    this.prefix = trimToNull(prefix);
  }

  public @Nullable Integer getFillfactor() {
    return fillfactor;
  }

  public void setFillfactor(@Nullable Integer fillfactor) {
    this.fillfactor = fillfactor;
  }

  public @Nullable String getSubmittedAt() {
    return explicitNames.get(AsyncableColumn.SUBMITTED_AT);
  }

  public void setSubmittedAt(@Nullable String name) {
    name(AsyncableColumn.SUBMITTED_AT, name);
  }

  public @Nullable String getLastSubmittedAt() {
    return explicitNames.get(AsyncableColumn.LAST_SUBMITTED_AT);
  }

  public void setLastSubmittedAt(@Nullable String name) {
    name(AsyncableColumn.LAST_SUBMITTED_AT, name);
  }

  public @Nullable String getAttemptedAt() {
    return explicitNames.get(AsyncableColumn.ATTEMPTED_AT);
  }

  public void setAttemptedAt(@Nullable String name) {
    name(AsyncableColumn.ATTEMPTED_AT, name);
  }

  public @Nullable String getProcessedAt() {
    return explicitNames.get(AsyncableColumn.PROCESSED_AT);
  }

  public void setProcessedAt(@Nullable String name) {
    name(AsyncableColumn.PROCESSED_AT, name);
  }

  public @Nullable String getCanceledAt() {
    return explicitNames.get(AsyncableColumn.CANCELED_AT);
  }

  public void setCanceledAt(@Nullable String name) {
    name(AsyncableColumn.CANCELED_AT, name);
  }

  public @Nullable String getError() {
    return explicitNames.get(AsyncableColumn.ERROR);
  }

  public void setError(@Nullable String name) {
    name(AsyncableColumn.ERROR, name);
  }

  public @Nullable String getAttempts() {
    return explicitNames.get(AsyncableColumn.ATTEMPTS);
  }

  public void setAttempts(@Nullable String name) {
    name(AsyncableColumn.ATTEMPTS, name);
  }

  public @Nullable String getDueAt() {
    return explicitNames.get(AsyncableColumn.DUE_AT);
  }

  public void setDueAt(@Nullable String name) {
    name(AsyncableColumn.DUE_AT, name);
  }

  public @Nullable String getClaimedBy() {
    return explicitNames.get(AsyncableColumn.CLAIMED_BY);
  }

  public void setClaimedBy(@Nullable String name) {
    name(AsyncableColumn.CLAIMED_BY, name);
  }

  public @Nullable String getTrace() {
    return explicitNames.get(AsyncableColumn.TRACE);
  }

  public void setTrace(@Nullable String name) {
    name(AsyncableColumn.TRACE, name);
  }

  public @Nullable String getPublishedAt() {
    return explicitNames.get(AsyncableColumn.PUBLISHED_AT);
  }

  public void setPublishedAt(@Nullable String name) {
    name(AsyncableColumn.PUBLISHED_AT, name);
  }

  public @Nullable String getCause() {
    return explicitNames.get(AsyncableColumn.CAUSE);
  }

  public void setCause(@Nullable String name) {
    name(AsyncableColumn.CAUSE, name);
  }

  public @Nullable String getHold() {
    return explicitNames.get(AsyncableColumn.HOLD);
  }

  public void setHold(@Nullable String name) {
    name(AsyncableColumn.HOLD, name);
  }
}
