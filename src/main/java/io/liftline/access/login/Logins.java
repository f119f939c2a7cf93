package io.liftline.access.login;

import io.liftline.access.AccessConfig;
import io.liftline.access.Audit;
import io.liftline.access.AuditEvent.Outcome;
import io.liftline.access.token.IssuedToken;
import io.liftline.access.token.TokenIssuer;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.web.FairQueue;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Exchanges a username and a password for a token.
///
/// An unknown user, a disabled user and a wrong password get the same answer after the same work, so a client
/// cannot find out which usernames exist.
@ApplicationScoped
class Logins {

    private static final Logger LOG = Logger.getLogger(Logins.class);
    private static final Duration DATABASE_DEADLINE = Duration.ofSeconds(5);

    private final AppUsers users;
    private final Passwords passwords;
    private final TokenIssuer tokens;
    private final Sessions sessions;
    private final Audit audit;
    private final LoginThrottle throttle;

    Logins(
            AppUsers users,
            Passwords passwords,
            TokenIssuer tokens,
            Sessions sessions,
            Audit audit,
            AccessConfig config,
            InstantSource clock) {
        this.users = users;
        this.passwords = passwords;
        this.tokens = tokens;
        this.sessions = sessions;
        this.audit = audit;
        this.throttle = new LoginThrottle(config.failedLogins(), clock);
    }

    /// Logs in, begins a session and returns its tokens. The username is not case-sensitive.
    ///
    /// Fails with a [ProblemException]: 401 if no user has this name and password, 429 if the username is
    /// locked for this address or too many logins are in progress, 503 while the signing keys are not loaded
    /// or if the database does not answer within 5 seconds.
    ///
    /// @param address the address of the client
    Uni<LoginResponse> login(String username, String password, String address) {
        LoginSource source = new LoginSource(username.toLowerCase(Locale.ROOT), address);
        Optional<Duration> wait = throttle.waitOf(source);
        if (wait.isPresent()) {
            return Uni.createFrom().failure(throttled(wait.get()));
        }
        return users.find(source.username())
                .ifNoItem()
                .after(DATABASE_DEADLINE)
                .failWith(Logins::databaseAway)
                .chain(user -> passwords
                        .verify(turn(source), password, user.map(AppUser::passwordHash))
                        .chain(matches -> answer(source, user.filter(known -> matches && !known.disabled())))
                        .invoke(() -> user.ifPresent(known -> renewHash(known, password))));
    }

    /// Replaces a hash of an older form or cost after a successful login, which does not wait for it. If that
    /// fails, the next login tries again.
    private void renewHash(AppUser user, String password) {
        if (passwords.isOutdated(user.passwordHash())) {
            passwords
                    .hash(password)
                    .chain(hash -> users.replaceHash(user, hash))
                    .subscribe()
                    .with(
                            _ -> LOG.infof(
                                    "Renewed a password hash: username=%s",
                                    user.caller().username()),
                            failure ->
                                    LOG.debugf("A password hash was not renewed: reason=\"%s\"", failure.getMessage()));
        }
    }

    /// Spends a refresh token and returns the next tokens, with the rights that the user has now.
    ///
    /// Fails with a [ProblemException]: 401 if the token is not valid, 503 as [#login] does.
    Uni<LoginResponse> refresh(String refreshToken) {
        return Uni.createFrom()
                .optional(RefreshToken.parse(refreshToken))
                .onItem()
                .ifNotNull()
                .transformToUni(sessions::refresh)
                .ifNoItem()
                .after(DATABASE_DEADLINE)
                .failWith(Logins::databaseAway)
                .map(refreshed -> {
                    if (refreshed == null || refreshed.isEmpty()) {
                        throw unauthenticated("The refresh token is not valid; log in again");
                    }
                    return LoginResponse.of(
                            tokens.issue(refreshed.get().caller()),
                            refreshed.get().token(),
                            sessions.lifetime());
                });
    }

    /// Ends the session of a refresh token. A token that is not valid changes nothing.
    Uni<Void> logout(String refreshToken) {
        return RefreshToken.parse(refreshToken)
                .map(sessions::end)
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /// A user who has logged in from this address before waits as a group of its own, all others of the
    /// address as one. So a flood of logins does not displace those of known users, even from the same
    /// address.
    private Passwords.Turn turn(LoginSource source) {
        String group = throttle.isKnown(source) ? source.address() + " " + source.username() : source.address();
        return new Passwords.Turn(new FairQueue.Turn(group, source.username()), () -> requireNotLocked(source));
    }

    /// Checked again when the password's turn has come: others of the same source may have failed meanwhile.
    private void requireNotLocked(LoginSource source) {
        throttle.waitOf(source).ifPresent(wait -> {
            throw throttled(wait);
        });
    }

    private Uni<LoginResponse> answer(LoginSource source, Optional<AppUser> user) {
        String name = source.username();
        if (user.isEmpty()) {
            throttle.failed(source);
            audit.note(audit.event(name, "login", "", Outcome.REFUSED));
            throw unauthenticated("The username or the password is wrong");
        }
        throttle.succeeded(source);
        audit.note(audit.event(name, "login", "", Outcome.DONE));
        IssuedToken token = tokens.issue(user.get().caller());
        return sessions.begin(name).map(refresh -> LoginResponse.of(token, refresh, sessions.lifetime()));
    }

    private static ProblemException unauthenticated(String detail) {
        return new ProblemException(ProblemCode.UNAUTHENTICATED, detail).header("WWW-Authenticate", "Bearer");
    }

    private static ProblemException databaseAway() {
        return new ProblemException(ProblemCode.UNAVAILABLE, "The database does not answer in time");
    }

    private static ProblemException throttled(Duration wait) {
        return new ProblemException(
                        ProblemCode.TOO_MANY_REQUESTS,
                        "Too many failed logins for this username from your address; try again in " + wait.toSeconds()
                                + " s")
                .retryAfter(wait);
    }
}
