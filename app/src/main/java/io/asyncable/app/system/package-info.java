/**
 * What every domain needs of the application: roles, the area of its addresses, problems, bounds of
 * bodies. The rooms below it use what the domains declare, and no domain uses them.
 */
@NullMarked
package io.asyncable.app.system;

import org.jspecify.annotations.NullMarked;
