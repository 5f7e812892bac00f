/**
 * Claims intake: decision reviews that veterans file, established in VBMS and BGS without anybody
 * waiting for those.
 */
@NullMarked
package io.asyncable.app.intake;

import org.jspecify.annotations.NullMarked;
