/** The payloads of jobs, for those who may see and edit them. */
@NullMarked
package io.asyncable.web.payload;

import org.jspecify.annotations.NullMarked;
