package io.asyncable.app.system;

import org.springframework.util.unit.DataSize;

/**
 * A bean of this type allows larger bodies for an address than {@code
 * asyncable.app.bodies.largest}.
 *
 * @param address within the application, such as {@code /intake}
 */
public record LargerBody(String address, DataSize largest) {}
