package io.asyncable.bulk;

import io.asyncable.search.Selection;
import io.asyncable.type.ProcessType;
import java.util.List;

/** The selection that a bulk action acts on. */
public sealed interface Selected {

  /** Everything that a list shows. */
  record Matching(Selection selection) implements Selected {}

  /** Single records. */
  record Chosen(List<Key> keys) implements Selected {}

  /** One record, by its id as the database writes it, however it was given. */
  record Key(ProcessType type, String id) {

    /**
     * @throws io.asyncable.UnknownRecord if the type has no such ids
     */
    public Key {
      id = type.spelled(id);
    }
  }
}
