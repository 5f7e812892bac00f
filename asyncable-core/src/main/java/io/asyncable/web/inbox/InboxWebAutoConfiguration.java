package io.asyncable.web.inbox;

import io.asyncable.access.WebRole;
import io.asyncable.describe.Descriptions;
import io.asyncable.inbox.Messages;
import io.asyncable.web.VisibleTypes;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The inbox, as a page and JSON. */
@AutoConfiguration(afterName = "io.asyncable.web.WebAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
@Conditional(WebRole.class)
class InboxWebAutoConfiguration {

  @Bean
  Inbox asyncableInbox(Messages messages, VisibleTypes types, Descriptions descriptions) {
    return new Inbox(messages, types, descriptions);
  }

  @Bean
  InboxApi asyncableInboxApi(Inbox inbox) {
    return new InboxApi(inbox);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.thymeleaf.spring6.SpringTemplateEngine")
  static class Pages {

    @Bean
    InboxPages asyncableInboxPages(Inbox inbox) {
      return new InboxPages(inbox);
    }

    @Bean
    InboxPages.Unread asyncableUnread(Inbox inbox) {
      return new InboxPages.Unread(inbox);
    }
  }
}
