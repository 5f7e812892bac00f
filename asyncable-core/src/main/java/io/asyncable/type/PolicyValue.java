package io.asyncable.type;

/**
 * One value of the policy in force.
 *
 * @param name the setting's last part, such as {@code retry-interval}
 * @param value as settings write it
 * @param source which setting or preset decided it
 */
public record PolicyValue(String name, String value, String source) {}
