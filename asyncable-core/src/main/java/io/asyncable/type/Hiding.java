package io.asyncable.type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hibernate.persister.entity.EntityPersister;

/** Finds out what may keep JPA from showing an existing row. */
final class Hiding {

  private Hiding() {}

  /** In words, what the mapping has of it first. */
  static List<String> of(EntityPersister entity) {
    List<String> suspects = new ArrayList<>();
    if (entity.hasWhereRestrictions()) {
      suspects.add("its @SQLRestriction");
    }
    if (entity.getSoftDeleteMapping() != null) {
      suspects.add("its @SoftDelete");
    }
    if (entity.hasFilterForLoadByKey()) {
      suspects.add("an enabled @Filter");
    }
    if (entity.getDiscriminatorMapping() != null) {
      suspects.add("a discriminator value of another entity");
    }
    if (entity.hasMultipleTables()) {
      suspects.add(
          "a missing row in one of the tables %s"
              .formatted(Arrays.toString(entity.getTableNames())));
    }
    suspects.add("a missing row of an association that must not be null");
    suspects.add("a row-level security policy");
    return suspects;
  }
}
