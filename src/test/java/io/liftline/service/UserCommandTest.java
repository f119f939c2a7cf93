package io.liftline.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.TestDatabase;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `liftline user`. The packaged program runs it, too (`packaged.AccessIT`).
@QuarkusTest
class UserCommandTest {

    @Inject
    UserCommand command;

    @TempDir
    Path directory;

    private final String name = "cmd-" + UUID.randomUUID();
    private final String admin = "adm-" + UUID.randomUUID();

    /// Changes of users require that somebody can administer.
    @BeforeEach
    void createAnAdministrator() throws Exception {
        assertThat(run(
                                "create",
                                admin,
                                "--role",
                                "admin",
                                "--wells",
                                "*",
                                "--password-file",
                                password("x mas tree valve"))
                        .status())
                .isZero();
    }

    @AfterEach
    void deleteTheAdministrator() throws Exception {
        TestDatabase.ofService().run("DELETE FROM app_user WHERE username IN ('%s', '%s')".formatted(admin, name));
    }

    /// @param status the exit status
    /// @param text what was printed
    private record Result(int status, String text) {}

    @Test
    void aUserIsCreatedChangedAndDeletedAndItIsRecorded() throws Exception {
        String password = password("casing head gauge 12");

        assertThat(run(
                        "create",
                        name.toUpperCase(Locale.ROOT),
                        "--role",
                        "viewer",
                        "--role",
                        "writer",
                        "--wells",
                        "PAD-7/*,W-1",
                        "--password-file",
                        password))
                .isEqualTo(new Result(0, name + "\tviewer,writer\tPAD-7/*,W-1"));
        assertThat(run("set", name, "--wells", "*")).isEqualTo(new Result(0, name + "\tviewer,writer\t*"));
        assertThat(run("password", name, "--password-file", password("tubing head gauge 13")))
                .isEqualTo(new Result(0, name + "\tviewer,writer\t*"));
        assertThat(run("disable", name)).isEqualTo(new Result(0, name + "\tviewer,writer\t*\tdisabled"));
        assertThat(run("list", "--after", name.substring(0, 30)).text())
                .contains(name + "\tviewer,writer\t*\tdisabled");
        assertThat(run("enable", name)).isEqualTo(new Result(0, name + "\tviewer,writer\t*"));
        assertThat(run("delete", name)).isEqualTo(new Result(0, "deleted " + name));

        assertThat(TestDatabase.ofService()
                        .rows("SELECT action || ' by ' || actor FROM audit_event WHERE subject = '%s' ORDER BY at, id"
                                .formatted(name)))
                .containsExactly(
                        "user.create by command line",
                        "user.change by command line",
                        "user.change by command line",
                        "user.change by command line",
                        "user.change by command line",
                        "user.delete by command line");
    }

    @Test
    void whatIsRefusedIsSaid() throws Exception {
        String password = password("casing head gauge 12");

        assertThat(run("delete", name)).isEqualTo(new Result(1, "liftline: There is no such user"));
        assertThat(run("set", name, "--role", "owner").status()).isEqualTo(1);
        assertThat(run("create", name, "--role", "viewer", "--password-file", password))
                .isEqualTo(new Result(1, "liftline: wells must be given"));
        assertThat(run("create", name, "--role", "viewer", "--wells", "*", "--password-file", password("short"))
                        .text())
                .contains("the password has 5 characters, it needs at least 12");
    }

    @Test
    void aWrongCallIsAnsweredWithTheUsage() {
        for (String[] wrong : new String[][] {{}, {"promote", name}, {"set"}, {"delete", name, "now"}}) {
            assertThat(run(wrong).status()).isEqualTo(2);
            assertThat(run(wrong).text()).startsWith("usage: liftline user list");
        }
        assertThat(run("set", name).text()).contains("give --role, --wells or both");
        assertThat(run("create", name, "--colour", "red").text()).startsWith("liftline: unknown option --colour");
        assertThat(run("create", name, "--role").text()).startsWith("liftline: --role needs a value");
        assertThat(run("password", name, "--password-file", "absent"))
                .isEqualTo(new Result(2, "liftline: the password cannot be read: absent"));
    }

    private String password(String text) throws Exception {
        return Files.writeString(directory.resolve("password"), text + "\r\nsecond line\n")
                .toString();
    }

    private Result run(String... words) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            int status = command.run(words);
            return new Result(status, printed.toString(StandardCharsets.UTF_8).strip());
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
