package io.liftline.service;

import io.liftline.access.token.SigningKeyRotation;
import io.quarkus.runtime.QuarkusApplication;
import java.util.List;

/// `liftline signing-key rotate` creates the successor of the key that signs tokens, whatever its age. It is
/// published at once and signs some minutes later; the old key is kept until its last token has expired.
class SigningKeyCommand implements QuarkusApplication {

    static final String USAGE = "usage: liftline signing-key rotate";

    private final SigningKeyRotation rotation;
    private final AccessCommands commands;

    SigningKeyCommand(SigningKeyRotation rotation, AccessCommands commands) {
        this.rotation = rotation;
        this.commands = commands;
    }

    @Override
    public int run(String... arguments) {
        return List.of(arguments).equals(List.of("rotate"))
                ? commands.print(() -> rotation.atOnce()
                        .call(kid -> commands.did("signing_key.rotate", kid))
                        .map(kid -> "created " + kid))
                : AccessCommands.misused(USAGE);
    }
}
