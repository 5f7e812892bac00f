package io.asyncable.app.system;

/**
 * The rules that are checked first. If one is broken, the others are not checked. The violations of
 * a list's elements collide in a hash set, so checking a long list would take minutes.
 */
public interface Sizes {}
