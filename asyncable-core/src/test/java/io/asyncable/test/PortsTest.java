package io.asyncable.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void givesNobodyAPortThatIsReserved() {
    int port = Ports.free();

    assertThat(Ports.isFree(port)).isTrue();
    assertThat(Ports.reserve(port)).isFalse();
  }

  @Test
  void givesNobodyAPortThatAnotherJvmReserved() throws Exception {
    try (DatagramSocket another = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      assertThat(Ports.reserve(another.getLocalPort())).isFalse();
    }
  }
}
