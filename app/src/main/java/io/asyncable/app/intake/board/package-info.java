/**
 * What the Board does with appeals: docket, evidence window, decision, and what follows from it.
 */
@NullMarked
package io.asyncable.app.intake.board;

import org.jspecify.annotations.NullMarked;
