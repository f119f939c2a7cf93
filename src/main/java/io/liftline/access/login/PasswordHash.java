package io.liftline.access.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/// The text form of a password hash, and its computation (docs/adr/0002-bcrypt-for-passwords.md).
///
/// - `$v2$2b$<cost>$<salt><hash>`: bcrypt of the Base64 form of the HMAC-SHA-384 of the password. That form
///   has 64 characters for every password, so bcrypt, which ignores what follows after 72 bytes, reads all of
///   it.
/// - `$2b$<cost>$<salt><hash>`: bcrypt of the password itself, of at most 72 bytes. Verified, no longer
///   created.
final class PasswordHash {

    private static final String VERSION = "$v2";
    private static final String BCRYPT = "2b";
    private static final int BCRYPT_BYTES = 72;
    private static final Pattern CURRENT = Pattern.compile("\\$v2\\$2b\\$(\\d\\d)\\$.{53}");
    private static final String HMAC = "HmacSHA384";

    /// Not a secret. It makes the HMAC different from every other use of SHA-384, so that hashes that were
    /// stolen elsewhere cannot be tried here instead of passwords.
    private static final byte[] HMAC_KEY = "liftline password v2".getBytes(StandardCharsets.US_ASCII);

    /// A dummy salt and hash that no known password matches: zero bits, in bcrypt's Base64.
    private static final String NOBODYS = ".".repeat(53);

    private PasswordHash() {}

    /// The hash of a password.
    ///
    /// @param salt 16 random bytes
    /// @param cost bcrypt runs 2^cost rounds
    static String of(String password, byte[] salt, int cost) {
        return VERSION + OpenBSDBCrypt.generate(BCRYPT, shortened(password), salt, cost);
    }

    /// A hash that no password matches.
    static String nobodys(int cost) {
        return "%s$%s$%02d$%s".formatted(VERSION, BCRYPT, cost, NOBODYS);
    }

    /// Whether a password has this hash. The work is the same for every password, and for every hash of the
    /// same cost.
    static boolean matches(String password, String hash) {
        byte[] whole = password.getBytes(StandardCharsets.UTF_8);
        byte[] shortened = shortened(password);
        if (hash.startsWith(VERSION)) {
            return OpenBSDBCrypt.checkPassword(hash.substring(VERSION.length()), shortened);
        }
        byte[] read = Arrays.copyOf(whole, Math.min(whole.length, BCRYPT_BYTES));
        return OpenBSDBCrypt.checkPassword(hash, read) && whole.length <= BCRYPT_BYTES;
    }

    /// Whether a hash is of the current form and cost.
    static boolean isCurrent(String hash, int cost) {
        Matcher form = CURRENT.matcher(hash);
        return form.matches() && Integer.parseInt(form.group(1)) == cost;
    }

    private static byte[] shortened(String password) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(HMAC_KEY, HMAC));
            return Base64.getEncoder().encode(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime has no " + HMAC, e);
        }
    }
}
