package io.asyncable.access;

import java.security.Principal;
import java.util.Set;

/** How a user's authorities are found. */
interface Authorities {

  Set<String> of(Principal user);
}
