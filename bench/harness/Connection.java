package harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 keep-alive connection to a port of this machine. It does as little work per request as
/// possible, since the load generator shares the processor with what it measures.
public final class Connection implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    /// How much of the body is kept for messages.
    private static final int KEPT = 500;

    /// Bytes of an empty chunk.
    private static final int LAST_CHUNK = 5;

    private static final int TIMEOUT = (int) Duration.ofSeconds(60).toMillis();

    private final int port;
    private final byte[] out = new byte[BUFFER];
    private final byte[] in = new byte[BUFFER];
    private @Nullable Socket socket;
    private int length;
    private String answer = "";

    public Connection(int port) {
        this.port = port;
    }

    /// Connects if that is not done yet.
    public void open() throws IOException {
        if (socket == null) {
            Socket opened = new Socket();
            opened.setTcpNoDelay(true);
            opened.setSoTimeout(TIMEOUT);
            opened.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT);
            socket = opened;
        }
    }

    /// Sends a body and waits for the answer.
    ///
    /// @param head the request up to and including `Content-Length: `
    /// @return the status
    public int post(byte[] head, byte[] body) throws IOException {
        byte[] rest = (body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, out, 0, head.length);
        System.arraycopy(rest, 0, out, head.length, rest.length);
        int used = head.length + rest.length;
        int fits = Math.min(body.length, out.length - used);
        System.arraycopy(body, 0, out, used, fits);
        return exchange(out, used + fits, body, fits);
    }

    /// Sends a request that has no body and waits for the answer.
    ///
    /// @return the status
    public int get(byte[] request) throws IOException {
        return exchange(request, request.length, request, request.length);
    }

    /// The start of the last answer's body.
    public String answer() {
        return answer;
    }

    private int exchange(byte[] first, int firstLength, byte[] second, int secondFrom) throws IOException {
        open();
        try {
            try {
                socket.getOutputStream().write(first, 0, firstLength);
                socket.getOutputStream().write(second, secondFrom, second.length - secondFrom);
            } catch (IOException e) {
                return readAfter(e);
            }
            return read();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// A server that refuses a body may answer and close the connection before it has read all of it.
    private int readAfter(IOException failedWrite) throws IOException {
        try {
            int status = read();
            close();
            return status;
        } catch (IOException e) {
            failedWrite.addSuppressed(e);
            throw failedWrite;
        }
    }

    private int read() throws IOException {
        length = 0;
        int bodyStart = headEnd();
        String head = new String(in, 0, bodyStart, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int status = Integer.parseInt(head.substring(9, 12));
        if (head.contains("\r\ntransfer-encoding: chunked")) {
            while (!endsWithLastChunk()) {
                if (length == in.length) {
                    forget(bodyStart + KEPT);
                }
                more();
            }
        } else if (status != 204 && status != 304) {
            skip(bodyStart + Long.parseLong(header(head, "content-length", "0")) - length);
        }
        answer = new String(in, bodyStart, Math.min(length - bodyStart, KEPT), StandardCharsets.UTF_8);
        if (header(head, "connection", "").equals("close")) {
            close();
        }
        return status;
    }

    private int headEnd() throws IOException {
        int from = 0;
        while (true) {
            more();
            for (int i = from; i + 3 < length; i++) {
                if (in[i] == '\r' && in[i + 1] == '\n' && in[i + 2] == '\r' && in[i + 3] == '\n') {
                    return i + 4;
                }
            }
            from = Math.max(0, length - 3);
        }
    }

    private static String header(String head, String name, String absent) {
        int at = head.indexOf("\r\n" + name + ":");
        if (at < 0) {
            return absent;
        }
        int from = at + name.length() + 3;
        return head.substring(from, head.indexOf("\r\n", from)).strip();
    }

    private boolean endsWithLastChunk() {
        return length >= LAST_CHUNK
                && new String(in, length - LAST_CHUNK, LAST_CHUNK, StandardCharsets.ISO_8859_1).equals("0\r\n\r\n");
    }

    /// Reads what is still to come; keeps only what the buffer has room for.
    private void skip(long missing) throws IOException {
        for (long left = missing; left > 0; ) {
            int room = in.length - length;
            int got = receive(room > 0 ? length : 0, (int) Math.min(left, room > 0 ? room : in.length));
            length = room > 0 ? length + got : length;
            left -= got;
        }
    }

    /// Makes room by dropping what comes after a position, but for the end, by which the last chunk is known.
    private void forget(int after) {
        System.arraycopy(in, length - LAST_CHUNK, in, after, LAST_CHUNK);
        length = after + LAST_CHUNK;
    }

    private void more() throws IOException {
        if (length == in.length) {
            throw new IOException("the header has more than " + in.length + " bytes");
        }
        length += receive(length, in.length - length);
    }

    private int receive(int at, int most) throws IOException {
        int got = socket.getInputStream().read(in, at, most);
        if (got < 0) {
            throw new IOException("the connection was closed before the answer was whole");
        }
        return got;
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
