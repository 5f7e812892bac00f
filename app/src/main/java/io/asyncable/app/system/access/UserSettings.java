package io.asyncable.app.system.access;

import io.asyncable.ConfigurationProblem;
import io.asyncable.app.system.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * Who may sign in.
 *
 * @param users the users by name; default none, and then the application does not start
 */
@ConfigurationProperties("asyncable.app")
record UserSettings(@DefaultValue Map<String, Login> users) {

  /**
   * @param password the hash of the password with its encoder before it, such as {bcrypt}$2a$10$…;
   *     use {noop} with plain text only in development
   * @param roles what the user may do: OPERATOR, VIEWER, SUBMITTER
   */
  record Login(@Nullable String password, @DefaultValue Set<Role> roles) {}

  /** A password that is not a hash would make each sign-in fail. */
  private static final List<Pattern> HASHES =
      Stream.of(
              "\\{bcrypt}\\$2[aby]\\$(0[4-9]|[12]\\d|3[01])\\$[./A-Za-z0-9]{53}",
              "\\{pbkdf2(@SpringSecurity_v5_8)?}([0-9a-f]{2}){40,}",
              "\\{noop}.+")
          .map(Pattern::compile)
          .toList();

  private static final String REMEDY =
      " Set asyncable.app.users.<name>.password, such as {bcrypt}$2a$10$… , and"
          + " asyncable.app.users.<name>.roles to some of OPERATOR, VIEWER, SUBMITTER.";

  List<UserDetails> details() {
    if (users.isEmpty()) {
      throw new ConfigurationProblem("No user is configured, so nobody could sign in." + REMEDY);
    }
    return users.entrySet().stream().map(user -> details(user.getKey(), user.getValue())).toList();
  }

  private static UserDetails details(String name, Login login) {
    String password = login.password();
    if (password == null || HASHES.stream().noneMatch(hash -> hash.matcher(password).matches())) {
      throw new ConfigurationProblem(
          "The password of the user %s is missing, or is not a hash. Write a hash with its encoder before it: {bcrypt} or {pbkdf2@SpringSecurity_v5_8}."
                  .formatted(name)
              + REMEDY);
    }
    if (login.roles().isEmpty()) {
      throw new ConfigurationProblem("The user %s has no role.".formatted(name) + REMEDY);
    }
    return User.withUsername(name)
        .password(password)
        .roles(login.roles().stream().map(Role::name).toArray(String[]::new))
        .build();
  }
}
