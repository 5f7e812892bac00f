/** The HTTP clients of VBMS and BGS, the benefits systems that claims are established in. */
@NullMarked
package io.asyncable.app.intake.external;

import org.jspecify.annotations.NullMarked;
