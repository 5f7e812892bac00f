package io.asyncable.web;

/**
 * Why a record is where it is and what happens next.
 *
 * @param sentence why
 * @param next what follows, and when
 */
record Explanation(String sentence, String next) {}
