package io.asyncable.access;

import io.asyncable.Permission;
import io.asyncable.access.AccessSettings.Grants;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The user of a request, and the user's permissions. Methods take the word of a permission. */
public final class Viewer {

  private final String name;
  private final Set<String> authorities;
  private final Grants general;
  private final Map<String, Grants> byType;
  private final boolean everything;
  private final KnownPermissions known;

  Viewer(String name, Set<String> authorities, AccessSettings settings, KnownPermissions known) {
    this.name = name;
    this.authorities = authorities;
    this.general = settings.grants();
    this.byType = settings.types();
    this.everything = settings.open();
    this.known = known;
  }

  /** The user's name; history and audit keep it. */
  public String name() {
    return name;
  }

  /** Whether the user may do this to every record of some type, and to what is of no type. */
  public boolean may(String permission) {
    return known.named(permission).ofTypes()
        ? all().anyMatch(grants -> allows(grants, permission))
        : allows(general, permission);
  }

  /** Whether the user may do this at least to some records. */
  public boolean mayToSome(String permission) {
    return may(permission)
        || Permission.OWN.contains(permission) && all().anyMatch(grants -> holdsAny(grants.own()));
  }

  /** Whether the user may do this to every record of the type. */
  public boolean may(String permission, String type) {
    return allows(grants(type), permission);
  }

  /** Whether the user may do this to the record of the type that somebody submitted. */
  public boolean may(String permission, String type, @Nullable String submittedBy) {
    return may(permission, type) || mayToOwn(permission, type) && name.equals(submittedBy);
  }

  /** Whether the user may do this to those records of the type that the user submitted. */
  public boolean mayToOwn(String permission, String type) {
    return Permission.OWN.contains(permission) && holdsAny(grants(type).own());
  }

  /**
   * Whether the user has any permission for some record of the type. Otherwise the user must not
   * learn that the type exists.
   */
  public boolean knows(String type) {
    Grants grants = grants(type);
    return everything
        || holdsAny(grants.own())
        || holdsAny(grants.viewer())
        || holdsAny(grants.operator())
        || grants.permissions().values().stream().anyMatch(this::holdsAny);
  }

  /** Whether the user may do this to every record of all these types. */
  public boolean mayToAll(String permission, Collection<String> types) {
    return types.stream().allMatch(type -> may(permission, type));
  }

  private Stream<Grants> all() {
    return Stream.concat(Stream.of(general), byType.values().stream());
  }

  private Grants grants(String type) {
    return byType.getOrDefault(type, general);
  }

  private boolean allows(Grants grants, String word) {
    Permission permission = known.named(word);
    return everything
        || holdsAny(grants.operator())
        || Permission.VIEWER.contains(word) && holdsAny(grants.viewer())
        || holdsAny(grants.permissions().getOrDefault(permission, Set.of()));
  }

  private boolean holdsAny(Set<String> wanted) {
    return wanted.stream().anyMatch(authorities::contains);
  }
}
