package io.asyncable.app.system;

/**
 * The rules that are checked first, and alone if one is broken. The faults of the elements of a
 * list are kept in a hash set in which they collide, so checking a long list takes minutes.
 */
public interface Sizes {}
