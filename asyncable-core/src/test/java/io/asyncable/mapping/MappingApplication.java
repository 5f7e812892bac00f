package io.asyncable.mapping;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.Exhausted;
import io.asyncable.mapping.Mappings.Alpha;
import io.asyncable.mapping.Mappings.Applicant;
import io.asyncable.mapping.Mappings.Beta;
import io.asyncable.mapping.Mappings.Bill;
import io.asyncable.mapping.Mappings.BillReminder;
import io.asyncable.mapping.Mappings.Compared;
import io.asyncable.mapping.Mappings.Contract;
import io.asyncable.mapping.Mappings.Frozen;
import io.asyncable.mapping.Mappings.MailNotice;
import io.asyncable.mapping.Mappings.Odd;
import io.asyncable.mapping.Mappings.PaperNotice;
import io.asyncable.mapping.Mappings.Parcel;
import io.asyncable.mapping.Mappings.ParcelDetail;
import io.asyncable.mapping.Mappings.Permit;
import io.asyncable.mapping.Mappings.Sensor;
import io.asyncable.mapping.Mappings.Truck;
import io.asyncable.mapping.Mappings.Tuned;
import io.asyncable.mapping.Mappings.WorkPermit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.annotation.Transactional;

/** One handler for each mapping, of which half work in a transaction. */
@SpringBootConfiguration
@EnableAutoConfiguration
class MappingApplication {

  /** What the handlers do, and what came to them. */
  static class Work {
    final List<Object> expired = new CopyOnWriteArrayList<>();
    volatile Consumer<Object> doing = record -> {};
  }

  static class Plain<T> implements AsyncableHandler<T> {
    private final Work work;

    Plain(Work work) {
      this.work = work;
    }

    @Override
    public void process(T record, Attempt attempt) {
      work.doing.accept(record);
    }

    @Override
    public void onExpired(T record, Exhausted why) {
      work.expired.add(record);
    }
  }

  static class InTransaction<T> extends Plain<T> {
    InTransaction(Work work) {
      super(work);
    }

    @Override
    @Transactional
    public void process(T record, Attempt attempt) {
      super.process(record, attempt);
    }
  }

  @Bean
  Work work() {
    return new Work();
  }

  @Bean
  AsyncableHandler<Truck> truck(Work work) {
    return new InTransaction<>(work);
  }

  @Bean
  AsyncableHandler<Contract> contract(Work work) {
    return new InTransaction<>(work);
  }

  @Bean
  AsyncableHandler<Applicant> applicant(Work work) {
    return new InTransaction<>(work);
  }

  @Bean
  AsyncableHandler<Sensor> sensor(Work work) {
    return new InTransaction<>(work);
  }

  @Bean
  AsyncableHandler<Alpha> alpha(Work work) {
    return new Plain<>(work);
  }

  @Bean
  AsyncableHandler<Beta> beta(Work work) {
    return new Plain<>(work);
  }

  @Bean
  AsyncableHandler<Parcel> parcel(Work work) {
    return new InTransaction<>(work);
  }

  @Bean
  AsyncableHandler<ParcelDetail> parcelDetail(Work work) {
    return new Plain<>(work);
  }

  @Bean
  AsyncableHandler<Bill> bill(Work work) {
    return new Plain<>(work);
  }

  @Bean
  AsyncableHandler<BillReminder> billReminder(Work work) {
    return new Plain<>(work);
  }

  @Bean
  AsyncableHandler<Frozen> frozen(Work work) {
    return new InTransaction<>(work);
  }

  @Bean
  AsyncableHandler<Tuned> tuned(Work work) {
    return new InTransaction<>(work);
  }

  @Bean
  AsyncableHandler<Compared> compared(Work work) {
    return new InTransaction<>(work);
  }

  @Bean
  AsyncableHandler<Odd> odd(Work work) {
    return new Plain<>(work);
  }

  @Bean
  AsyncableHandler<MailNotice> mailNotice(Work work) {
    return new InTransaction<>(work);
  }

  @Bean
  AsyncableHandler<PaperNotice> paperNotice(Work work) {
    return new Plain<>(work);
  }

  @Bean
  AsyncableHandler<Permit> permit(Work work) {
    return new Plain<>(work);
  }

  @Bean
  AsyncableHandler<WorkPermit> workPermit(Work work) {
    return new InTransaction<>(work);
  }
}
