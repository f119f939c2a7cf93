package io.liftline.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// `liftline health`: reads the readiness of the service in the same container. Compose uses it as health
/// check, because the image has no other HTTP client. It does not start Quarkus, so it takes milliseconds.
final class HealthCommand {

    /// Longer than the 2 s after which the readiness probe reports that the database does not answer.
    private static final int TIMEOUT_MS = 3_000;

    private static final String REQUEST =
            "GET /q/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String READY = "HTTP/1.1 200";

    private HealthCommand() {}

    /// Whether the service with this management port is ready.
    static boolean ready(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(READY.length());
            return new String(answer, StandardCharsets.US_ASCII).equals(READY);
        } catch (IOException _) {
            return false;
        }
    }
}
