package io.asyncable.engine;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;

interface Filings extends JpaRepository<Filing, String>, JpaSpecificationExecutor<Filing> {}
