package io.asyncable.ops.pages;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * A page that is asked for again and again.
 *
 * @param address of the n-th request
 */
record Visit(String name, IntFunction<String> address) {

  static Visit of(String name, String address) {
    return new Visit(name, number -> address);
  }

  /** Middle and 95th percentile of the time from the request to the last byte. */
  record Times(double median, double p95) {}

  Times times(Browser browser, int requests) {
    double[] millis = new double[requests];
    for (int number = 0; number < requests; number++) {
      String asked = address.apply(number);
      long began = System.nanoTime();
      browser.read(asked);
      millis[number] = (System.nanoTime() - began) / 1e6;
    }
    Arrays.sort(millis);
    return new Times(millis[requests / 2], millis[Math.min(requests - 1, requests * 95 / 100)]);
  }
}
