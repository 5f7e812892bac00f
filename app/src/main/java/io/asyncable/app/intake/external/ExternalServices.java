package io.asyncable.app.intake.external;

import io.asyncable.app.http.Endpoint;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the external services are.
 *
 * @param vbms the Veterans Benefits Management System: claims, contentions, documents
 * @param bgs the Benefits Gateway Services: who a veteran is
 */
@ConfigurationProperties("asyncable.app.services")
record ExternalServices(
    @NestedConfigurationProperty @DefaultValue Endpoint vbms,
    @NestedConfigurationProperty @DefaultValue Endpoint bgs) {

  ExternalServices {
    vbms.require("asyncable.app.services.vbms");
    bgs.require("asyncable.app.services.bgs");
  }
}
