package io.asyncable.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentDataTest {

  @Test
  void namesTheProcessThatUsesTheFolder(@TempDir Path folder) {
    DevelopmentData first = DevelopmentData.open(folder);

    assertThat(first.folder()).isEqualTo(folder);
    assertThatThrownBy(() -> DevelopmentData.open(folder))
        .isInstanceOf(DevelopmentData.InUse.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("process " + ProcessHandle.current().pid())
        .hasMessageContaining("ASYNCABLE_DEV_DATA_DIR");
  }

  @Test
  void keepsTheDataAtTheRootOfTheRepository() {
    assertThat(Repository.root().resolve("asyncable-core/pom.xml")).exists();
  }
}
