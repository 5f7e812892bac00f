package io.asyncable.web.record;

import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Denied;
import io.asyncable.access.Viewer;
import io.asyncable.describe.Described;
import io.asyncable.describe.Descriptions;
import io.asyncable.move.RecordRow;
import io.asyncable.search.RecordList;
import io.asyncable.type.ProcessType;
import io.asyncable.web.VisibleTypes;
import io.asyncable.worker.EngineClock;

/** The records to which a user may do something. */
public final class PermittedRecords {

  private final VisibleTypes types;
  private final RecordList records;
  private final Descriptions descriptions;
  private final EngineClock clock;

  PermittedRecords(
      VisibleTypes types, RecordList records, Descriptions descriptions, EngineClock clock) {
    this.types = types;
    this.records = records;
    this.descriptions = descriptions;
    this.clock = clock;
  }

  /** A record with the application's description of it. */
  public record Permitted(RecordRow row, Described described) {}

  /**
   * The record, after making sure that the user may do this to it.
   *
   * @throws UnknownRecord if there is no such type, or no such record that the user may see
   * @throws Denied if the user may not do this to it, or to any of the type
   */
  public Permitted require(String permission, String typeName, String id, Viewer viewer) {
    RecordRow row = row(permission, typeName, id, viewer);
    Described described = descriptions.of(row);
    require(permission, id, row, described, viewer);
    return new Permitted(row, described);
  }

  /**
   * Checks the permission without the record, which is read only if the permission depends on it.
   * Whether there is such a record, the act itself tells.
   *
   * @throws UnknownRecord if there is no such type, or no such record that the user may see
   * @throws Denied if the user may not do this to it, or to any of the type
   */
  void allow(String permission, String typeName, String id, Viewer viewer) {
    types.named(typeName, viewer);
    if (!viewer.may(permission, typeName)) {
      require(permission, typeName, id, viewer);
    }
  }

  /**
   * Checks the permission on the type before it looks for the record, so that users without any
   * permission on the type cannot learn which ids exist.
   */
  private RecordRow row(String permission, String typeName, String id, Viewer viewer) {
    ProcessType type = types.named(typeName, viewer);
    if (!viewer.may(permission, typeName) && !viewer.mayToOwn(permission, typeName)) {
      throw denied(permission);
    }
    return records.find(type, id, clock.instant()).orElseThrow(() -> UnknownRecord.of(type, id));
  }

  /**
   * Denies an act only on records that the user may see. Other records do not exist for the user,
   * who thus cannot learn their ids.
   */
  private static void require(
      String permission, String id, RecordRow row, Described described, Viewer viewer) {
    String type = row.type().name();
    if (!viewer.may(permission, type, described.submittedBy())) {
      throw viewer.may(Permission.VIEW_RECORD, type, described.submittedBy())
          ? denied(permission)
          : UnknownRecord.of(row.type(), id);
    }
  }

  private static Denied denied(String permission) {
    return new Denied(
        permission.equals(Permission.VIEW_RECORD)
            ? "You may not see this record."
            : "You may not do this to this record.");
  }
}
