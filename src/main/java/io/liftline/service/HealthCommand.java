package io.liftline.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// `liftline health`: asks the service in the same container whether it is ready, where there is no other
/// client (Compose). It starts nothing of the framework, and takes milliseconds.
final class HealthCommand {

    private static final int PATIENCE_MS = 3_000;
    private static final String QUESTION =
            "GET /q/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String YES = "HTTP/1.1 200";

    private HealthCommand() {}

    /// Whether the service that has this management port is ready.
    static boolean ready(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(QUESTION.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(YES.length());
            return new String(answer, StandardCharsets.US_ASCII).equals(YES);
        } catch (IOException _) {
            return false;
        }
    }
}
