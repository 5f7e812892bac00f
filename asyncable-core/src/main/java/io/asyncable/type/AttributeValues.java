package io.asyncable.type;

import io.asyncable.database.EngineDatabase;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;

/** Reads one attribute of many records, without loading the entities. */
public final class AttributeValues {

  private final EntityManager entities;
  private final TransactionOperations transactions;

  AttributeValues(
      EntityManagerFactory factory,
      EngineDatabase database,
      PlatformTransactionManager transactions) {
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
    this.transactions = database.reads(transactions, TransactionDefinition.ISOLATION_DEFAULT);
  }

  /** The values of the attribute by the records' ids, without records that have no value. */
  public Map<String, String> of(ProcessType type, AttributePath attribute, List<String> ids) {
    EmbeddedState mapping = type.mapping();
    String id = mapping.persister().getIdentifierPropertyName();
    String query =
        "select e.%1$s, e.%2$s from %3$s e where e.%1$s in (:ids) and e.%2$s is not null"
            .formatted(id, attribute, type.entity().getName());
    Map<String, String> values = new HashMap<>();
    transactions.executeWithoutResult(
        status ->
            entities
                .createQuery(query, Tuple.class)
                .setParameter("ids", ids.stream().map(type::idFrom).toList())
                .getResultList()
                .forEach(row -> values.put(mapping.id().text(row.get(0)), row.get(1).toString())));
    return values;
  }
}
