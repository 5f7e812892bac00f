package io.asyncable.test.engine;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;

public interface Filings extends JpaRepository<Filing, String>, JpaSpecificationExecutor<Filing> {}
