package io.asyncable.ops.types;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application that is measured: one entity, and as many process types as a property says. */
@SpringBootApplication
class TypesApplication {}
