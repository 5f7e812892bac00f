package io.asyncable.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pages under /jobs.
 *
 * @param layout the template whose fragment header is at the top of every page, for the
 *     application's own links and logout; default asyncable/layout, the library's own, which links
 *     only to the list
 */
@ConfigurationProperties("asyncable.web")
record WebSettings(@DefaultValue("asyncable/layout") String layout) {}
