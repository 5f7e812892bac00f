package io.asyncable.ops.bench;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application that is measured: two entities, a handler for each, and settings. */
@SpringBootApplication
class BenchmarkApplication {}
