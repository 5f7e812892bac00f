package io.asyncable.app.system;

import org.springframework.util.unit.DataSize;

/**
 * As a bean, allows an address larger bodies than {@code asyncable.app.bodies.largest}.
 *
 * @param address within the application, such as {@code /intake}
 */
public record LargerBody(String address, DataSize largest) {}
