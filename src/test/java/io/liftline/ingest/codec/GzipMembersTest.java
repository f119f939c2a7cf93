package io.liftline.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GzipMembersTest {

    @Test
    void oneHundredThousandEmptyMembersAreNothing() throws IOException {
        assertThat(unpacked(repeated(member(""), 100_000))).isEmpty();
    }

    @Test
    void emptyMembersBetweenOthersAreSkipped() throws IOException {
        byte[] empty = repeated(member(""), 20_000);

        assertThat(unpacked(joined(empty, member("pip=1"), empty, member("2 "), member("x"), empty)))
                .isEqualTo("pip=12 x");
    }

    @Test
    void aDamagedMemberIsAnError() throws IOException {
        byte[] packed = joined(member("pip=1"), member("motor_temp=96"));
        packed[packed.length - 7] ^= 1;

        assertThatExceptionOfType(ZipException.class).isThrownBy(() -> unpacked(packed));
    }

    private static String unpacked(byte[] packed) throws IOException {
        try (GzipMembers members = new GzipMembers(new ByteArrayInputStream(packed))) {
            return new String(members.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] member(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static byte[] repeated(byte[] member, int times) {
        byte[] all = new byte[member.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(member, 0, all, i * member.length, member.length);
        }
        return all;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
