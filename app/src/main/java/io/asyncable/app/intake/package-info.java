/**
 * Claims intake: veterans file decision reviews, and the application establishes them in VBMS and
 * BGS. Nobody waits for these systems.
 */
@NullMarked
package io.asyncable.app.intake;

import org.jspecify.annotations.NullMarked;
