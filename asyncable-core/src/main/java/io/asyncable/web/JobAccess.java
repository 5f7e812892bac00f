package io.asyncable.web;

import io.asyncable.RecordDescription;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who may see and act on which records. The application declares one bean of this type; without it
 * an instance with the role {@code web} does not start, since nobody would know who may look.
 *
 * <p>The user is the request's, such as Spring Security's {@code Authentication}; null when nobody
 * is signed in.
 */
public interface JobAccess {

  /** Whether the user may see every record, with the whole text of its errors. */
  boolean seesAll(@Nullable Principal user);

  /** Whether the user, who does not see all, may see this one. */
  boolean sees(@Nullable Principal user, String type, RecordDescription record);

  /** Whether the user may restart and cancel this record. */
  boolean acts(@Nullable Principal user, String type, RecordDescription record);

  /** The name that the history keeps with what the user did. */
  default String actor(@Nullable Principal user) {
    return user == null ? "nobody" : user.getName();
  }
}
