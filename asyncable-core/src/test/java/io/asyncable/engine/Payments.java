package io.asyncable.engine;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;

interface Payments extends JpaRepository<Payment, Long>, JpaSpecificationExecutor<Payment> {}
