package io.asyncable.hidden;

import io.asyncable.Asyncable;
import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.PostLoad;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SecondaryRow;
import org.hibernate.annotations.SoftDelete;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One entity for each way to hide a row from JPA. */
@SpringBootApplication
class HiddenApplication {

  @Entity(name = "Restricted")
  @SQLRestriction("visible")
  static class Restricted {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    boolean visible = true;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "SoftDeleted")
  @SoftDelete
  static class SoftDeleted {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Filtered")
  @FilterDef(
      name = "open",
      defaultCondition = "visible",
      autoEnabled = true,
      applyToLoadByKey = true)
  @Filter(name = "open")
  static class Filtered {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    boolean visible = true;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Kind")
  @Table(name = "discriminated")
  @Inheritance
  @DiscriminatorColumn(name = "kind", columnDefinition = "text")
  @DiscriminatorValue("other")
  static class Kind {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;
  }

  @Entity(name = "Discriminated")
  @DiscriminatorValue("known")
  static class Discriminated extends Kind {
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Split")
  @SecondaryTable(name = "split_part")
  @SecondaryRow(table = "split_part", optional = false)
  static class Split {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column(table = "split_part")
    String part = "there";

    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Fragile")
  static class Fragile {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    boolean visible = true;
    @Embedded Asyncable async = new Asyncable();

    @PostLoad
    void check() {
      if (!visible) {
        throw new IllegalStateException("broken");
      }
    }
  }

  /** For a handler with a transaction, which attempts may share. */
  @Entity(name = "Booked")
  @SQLRestriction("visible")
  static class Booked {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    boolean visible = true;
    @Embedded Asyncable async = new Asyncable();
  }

  /** What handlers were called with. */
  @Component
  static class Calls {
    final List<Object> processed = new CopyOnWriteArrayList<>();
  }

  @Component
  static class Book implements AsyncableHandler<Booked> {
    private final Calls calls;

    Book(Calls calls) {
      this.calls = calls;
    }

    @Override
    @Transactional
    public void process(Booked booked, Attempt attempt) {
      calls.processed.add(booked);
    }
  }

  @Bean
  AsyncableHandler<Restricted> restricted(Calls calls) {
    return (record, attempt) -> calls.processed.add(record);
  }

  @Bean
  AsyncableHandler<SoftDeleted> softDeleted(Calls calls) {
    return (record, attempt) -> calls.processed.add(record);
  }

  @Bean
  AsyncableHandler<Filtered> filtered(Calls calls) {
    return (record, attempt) -> calls.processed.add(record);
  }

  @Bean
  AsyncableHandler<Discriminated> discriminated(Calls calls) {
    return (record, attempt) -> calls.processed.add(record);
  }

  @Bean
  AsyncableHandler<Split> split(Calls calls) {
    return (record, attempt) -> calls.processed.add(record);
  }

  @Bean
  AsyncableHandler<Fragile> fragile(Calls calls) {
    return (record, attempt) -> calls.processed.add(record);
  }
}
