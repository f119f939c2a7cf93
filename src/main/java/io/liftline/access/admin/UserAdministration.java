package io.liftline.access.admin;

import io.liftline.access.login.NewPassword;
import io.liftline.access.login.Passwords;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// What administrators do with users, by the API and on the command line. Usernames are not case-sensitive.
@ApplicationScoped
public class UserAdministration {

    private final UserTable users;
    private final Passwords passwords;

    UserAdministration(UserTable users, Passwords passwords) {
        this.users = users;
        this.passwords = passwords;
    }

    /// At most `limit` users after this name, ordered by name.
    public Uni<List<User>> page(String after, int limit) {
        return users.page(after, limit);
    }

    /// One user. Fails with 404 if there is none.
    Uni<User> find(String username) {
        return users.find(known(username));
    }

    /// Creates a user.
    ///
    /// Fails with 409 if the name is taken.
    ///
    /// @throws ProblemException 400 if a member is absent, 422 if one is not acceptable
    public Uni<User> create(UserChange user) {
        String name = user.newUsername();
        NewPassword password = Grant.required(user.newPassword(name), "password");
        String[] roles = Grant.required(Grant.roles(user.roles()), "roles");
        String[] wells = Grant.required(Grant.wells(user.wells()), "wells");
        return passwords.hash(password).chain(hash -> users.create(name, hash, roles, wells));
    }

    /// Changes the members that are given. A new password, and a disabled account, end all sessions of the
    /// user.
    ///
    /// Fails with 404 if there is no such user, with 409 if no administrator would be left.
    ///
    /// @throws ProblemException 422 if a member is not acceptable
    public Uni<User> change(String username, UserChange change) {
        change.refuseUsername();
        String name = known(username);
        Optional<String[]> roles = Grant.roles(change.roles());
        Optional<String[]> wells = Grant.wells(change.wells());
        Uni<Optional<String>> hash = change.newPassword(name)
                .map(password -> passwords.hash(password).map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
        return hash.chain(
                password -> users.change(name, password, roles, wells, Optional.ofNullable(change.disabled())));
    }

    /// Deletes a user with its sessions, and returns its name.
    ///
    /// Fails with 404 if there is no such user, with 409 if no administrator would be left.
    public Uni<String> delete(String username) {
        String name = known(username);
        return users.delete(name).replaceWith(name);
    }

    /// Ends the sessions of a user, and returns its name. Fails with 404 if there is no such user.
    Uni<String> endSessions(String username) {
        String name = known(username);
        return users.find(name).chain(() -> users.endSessions(name)).replaceWith(name);
    }

    private static String known(String username) {
        return UserChange.canBeStored(username)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "There is no such user"));
    }
}
