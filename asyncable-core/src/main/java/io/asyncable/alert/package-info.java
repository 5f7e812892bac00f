/** Who hears that the engine gave records up, and how each hears it once. */
@NullMarked
package io.asyncable.alert;

import org.jspecify.annotations.NullMarked;
