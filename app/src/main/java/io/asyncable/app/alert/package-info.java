/** Mails that tell operators about expired records. */
@NullMarked
package io.asyncable.app.alert;

import org.jspecify.annotations.NullMarked;
