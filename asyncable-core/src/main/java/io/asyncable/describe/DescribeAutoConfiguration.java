package io.asyncable.describe;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** How records are named to people. */
@AutoConfiguration(afterName = "io.asyncable.type.TypeAutoConfiguration")
@Import(Descriptions.class)
class DescribeAutoConfiguration {}
