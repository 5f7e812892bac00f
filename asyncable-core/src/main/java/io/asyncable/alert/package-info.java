/** Reports to every alert channel once that the engine gave records up. */
@NullMarked
package io.asyncable.alert;

import org.jspecify.annotations.NullMarked;
