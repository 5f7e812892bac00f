package io.asyncable.mapping;

import io.asyncable.Asyncable;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.EmbeddedColumnNaming;
import org.hibernate.annotations.EmbeddedTable;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.OptimisticLock;
import org.hibernate.annotations.OptimisticLockType;
import org.hibernate.annotations.OptimisticLocking;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** Entities, each of which stands in its tables in another way. */
final class Mappings {

  private Mappings() {}

  @Entity(name = "Vehicle")
  @Inheritance
  static class Vehicle {
    @Id long id;
  }

  /** A subclass in the table of all, with rows of others between its own. */
  @Entity(name = "Truck")
  static class Truck extends Vehicle {
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Car")
  static class Car extends Vehicle {}

  /** Its subclasses have further tables. */
  @Entity(name = "Contract")
  @Inheritance(strategy = InheritanceType.JOINED)
  static class Contract {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Lease")
  static class Lease extends Contract {}

  @Entity(name = "Person")
  @Inheritance(strategy = InheritanceType.JOINED)
  static class Person {
    @Id long id;
  }

  /** Its table names the id in its own way. */
  @Entity(name = "Applicant")
  @PrimaryKeyJoinColumn(name = "person_id")
  static class Applicant extends Person {
    @Embedded Asyncable async = new Asyncable();
  }

  /** One table, several process types: its subclasses have handlers of their own. */
  @Entity(name = "Notice")
  @Inheritance
  @DiscriminatorColumn(name = "kind", columnDefinition = "text")
  abstract static class Notice {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  /** Its value needs quotes, and looks like a parameter. */
  @Entity(name = "MailNotice")
  @DiscriminatorValue("it's :mail")
  static class MailNotice extends Notice {}

  @Entity(name = "PaperNotice")
  @DiscriminatorValue("paper")
  static class PaperNotice extends Notice {}

  /** The handler of its parent is for it, too. */
  @Entity(name = "RegisteredNotice")
  @DiscriminatorValue("registered")
  static class RegisteredNotice extends PaperNotice {}

  /** Several process types whose further attributes stand in tables of their own. */
  @Entity(name = "Permit")
  @Inheritance(strategy = InheritanceType.JOINED)
  @DiscriminatorColumn(name = "number_of_kind", discriminatorType = DiscriminatorType.INTEGER)
  @DiscriminatorValue("0")
  static class Permit {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "WorkPermit")
  @DiscriminatorValue("1")
  static class WorkPermit extends Permit {
    @Nullable String employer;
  }

  @Entity(name = "Device")
  @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
  static class Device {
    @Id long id;
  }

  /** The last of its line, in a table of its own. */
  @Entity(name = "Sensor")
  static class Sensor extends Device {
    @Embedded Asyncable async = new Asyncable();
  }

  @MappedSuperclass
  static class Greek {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Alpha")
  static class Alpha extends Greek {}

  @Entity(name = "Beta")
  static class Beta extends Greek {}

  /** Its async state stands apart, by a key of its own. */
  @Entity(name = "Parcel")
  @SecondaryTable(name = "parcel_sending", pkJoinColumns = @PrimaryKeyJoinColumn(name = "parcel"))
  static class Parcel {
    @Id long id;

    @Embedded
    @EmbeddedTable("parcel_sending")
    Asyncable async = new Asyncable();
  }

  /** Its id is that of what it belongs to. */
  @Entity(name = "ParcelDetail")
  @Table(name = "parcel_detail")
  static class ParcelDetail {
    @Id long id;
    @MapsId @OneToOne @Nullable Parcel parcel;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Bill")
  @Table(name = "bill")
  static class Bill {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  /** The same rows in the light of other columns. */
  @Entity(name = "BillReminder")
  @Table(name = "bill")
  static class BillReminder {
    @Id long id;

    @Embedded
    @EmbeddedColumnNaming("reminder_%s")
    Asyncable async = new Asyncable();
  }

  @Entity(name = "Frozen")
  @Immutable
  static class Frozen {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  /** What its handler writes is guarded by a version, and the rest of the row is left alone. */
  @Entity(name = "Tuned")
  @DynamicInsert
  @DynamicUpdate
  static class Tuned {
    @Id long id;
    @PartitionKey String region = "north";
    @Nullable String note;
    @Version int version;
    @Embedded Asyncable async = new Asyncable();
  }

  /** What its handler writes is guarded by all columns but the engine's. */
  @Entity(name = "Compared")
  @DynamicUpdate
  @OptimisticLocking(type = OptimisticLockType.ALL)
  static class Compared {
    @Id long id;
    @Nullable String note;

    @OptimisticLock(excluded = true)
    @Embedded
    Asyncable async = new Asyncable();
  }

  /** Nothing of its name is a plain word. */
  @Entity(name = "Odd name: 50% of/it?")
  @Table(schema = "other", name = "\"Odd table\"")
  static class Odd {
    @Id
    @Column(name = "\"Odd id\"")
    long id;

    @Embedded Asyncable async = new Asyncable();
  }
}
