package io.liftline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StallGuardTest {

    @Test
    void whatArrivesIsPassedOn() throws IOException {
        try (StallGuard guard = new StallGuard(new ByteArrayInputStream(new byte[] {1, -1, 3}), Duration.ofHours(1))) {
            assertThat(guard.read()).isEqualTo(1);
            assertThat(guard.readAllBytes()).containsExactly(-1, 3);
            assertThat(guard.read()).isEqualTo(-1);
        }
    }

    @Test
    void aConnectionThatIsSilentIsGivenUp() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket service = server.accept();
                StallGuard guard = new StallGuard(client.getInputStream(), Duration.ofMillis(50))) {
            service.getOutputStream().write(7);

            assertThat(guard.read()).isEqualTo(7);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(guard::read)
                    .withMessageStartingWith("no byte of the answer arrived for 0.");
        }
    }
}
