package io.liftline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Enforces the package table of ARCHITECTURE.md. A room is a package directly under `io.liftline`, a
/// sub-room a package below it.
class ArchitectureTest {

    /// The rooms that each room may import, in addition to its own sub-rooms.
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("telemetry", Set.of()),
            Map.entry("problem", Set.of()),
            Map.entry("parquet", Set.of()),
            Map.entry("trace", Set.of()),
            Map.entry("web", Set.of("trace", "telemetry", "problem")),
            Map.entry("database", Set.of("problem")),
            Map.entry("schema", Set.of("database", "telemetry", "problem")),
            Map.entry("rollup", Set.of("schema", "database", "telemetry", "problem")),
            Map.entry("access", Set.of("web", "database", "telemetry", "problem")),
            Map.entry("ingest", Set.of("access", "web", "trace", "database", "telemetry", "problem")),
            Map.entry("query", Set.of("access", "web", "database", "parquet", "telemetry", "problem")),
            Map.entry(
                    "archive",
                    Set.of("query", "access", "schema", "web", "database", "parquet", "telemetry", "problem")),
            Map.entry("storage", Set.of("access", "schema", "database", "telemetry", "problem")),
            Map.entry("diagnostics", Set.of("access", "schema", "web", "database", "telemetry", "problem")),
            Map.entry("console", Set.of("web", "problem")),
            Map.entry("well", Set.of("access", "web", "database", "telemetry", "problem")),
            Map.entry("rules", Set.of("access", "well", "database", "telemetry", "problem")),
            Map.entry("openapi", Set.of("telemetry", "problem")),
            Map.entry("demo", Set.of("access", "database", "telemetry")),
            Map.entry("client", Set.of("web", "telemetry", "problem")),
            Map.entry(
                    "service",
                    Set.of(
                            "telemetry",
                            "problem",
                            "web",
                            "trace",
                            "database",
                            "schema",
                            "rollup",
                            "access",
                            "ingest",
                            "query",
                            "diagnostics",
                            "well",
                            "rules",
                            "archive",
                            "client",
                            "demo")));

    /// The sub-rooms that each room and sub-room may import. Sub-rooms of other rooms are forbidden unless
    /// listed.
    private static final Map<String, Set<String>> SUB_ROOMS = Map.ofEntries(
            Map.entry("access", Set.of()),
            Map.entry("access.limit", Set.of()),
            Map.entry("access.admin", Set.of("access.login", "access.token")),
            Map.entry("access.login", Set.of("access.token")),
            Map.entry("access.token", Set.of()),
            Map.entry("ingest", Set.of("ingest.sample", "ingest.codec", "ingest.write")),
            Map.entry("ingest.sample", Set.of()),
            Map.entry("ingest.codec", Set.of("ingest.sample")),
            Map.entry("ingest.write", Set.of("ingest.sample")),
            Map.entry("ingest.http", Set.of("ingest.sample", "ingest.codec", "ingest.write")),
            Map.entry("ingest.removal", Set.of("ingest.write")),
            Map.entry(
                    "query",
                    Set.of(
                            "query.export",
                            "query.fleet",
                            "query.format",
                            "query.live",
                            "query.series",
                            "query.source")),
            Map.entry("query.export", Set.of("query.format")),
            Map.entry("query.live", Set.of("query.format", "query.series")),
            Map.entry("query.fleet", Set.of("query.format", "query.series")),
            Map.entry("query.series", Set.of("query.format", "query.source")),
            Map.entry("query.format", Set.of()),
            Map.entry("query.source", Set.of()),
            Map.entry("archive", Set.of("archive.parquet", "archive.restore", "archive.store")),
            Map.entry("archive.cold", Set.of("archive.parquet", "archive.restore", "archive.store", "query.source")),
            Map.entry("archive.parquet", Set.of()),
            Map.entry("archive.restore", Set.of("archive.parquet", "archive.store")),
            Map.entry("archive.store", Set.of()),
            Map.entry("demo", Set.of("access.token")),
            Map.entry(
                    "service",
                    Set.of(
                            "access.admin",
                            "access.token",
                            "ingest.write",
                            "archive.store",
                            "query.export",
                            "query.fleet",
                            "query.live")));

    /// Sub-rooms that must not import their room, because it imports them.
    private static final Set<String> FOUNDATIONS = Set.of(
            "ingest.sample",
            "ingest.codec",
            "ingest.write",
            "query.export",
            "query.fleet",
            "query.format",
            "query.live",
            "query.series",
            "query.source",
            "archive.parquet",
            "archive.restore",
            "archive.store");

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.liftline");

    static Stream<String> rooms() {
        return MAY_IMPORT.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomImportsOnlyWhatTheTableAllows(String room) {
        List<String> forbidden = rooms().filter(other -> !other.equals(room))
                .filter(other -> !MAY_IMPORT.get(room).contains(other))
                .map(other -> "io.liftline." + other + "..")
                .toList();

        noClasses()
                .that()
                .resideInAPackage("io.liftline." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden.toArray(String[]::new))
                .allowEmptyShould(false)
                .check(PROGRAM);
    }

    static Stream<String> roomsAndSubRooms() {
        return Stream.concat(rooms(), SUB_ROOMS.keySet().stream().filter(room -> room.contains(".")))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("roomsAndSubRooms")
    void aSubRoomIsImportedOnlyWhereTheTableAllows(String room) {
        List<String> forbidden = SUB_ROOMS.keySet().stream()
                .filter(other -> other.contains(".") && !other.equals(room))
                .filter(other -> !SUB_ROOMS.getOrDefault(room, Set.of()).contains(other))
                .map(other -> "io.liftline." + other + "..")
                .toList();

        noClasses()
                .that()
                .resideInAPackage("io.liftline." + room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden.toArray(String[]::new))
                .allowEmptyShould(false)
                .check(PROGRAM);
    }

    @Test
    void aFoundationDoesNotImportTheRoomBuiltOnIt() {
        for (String room : FOUNDATIONS) {
            noClasses()
                    .that()
                    .resideInAPackage("io.liftline." + room)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.liftline." + room.substring(0, room.indexOf('.')))
                    .check(PROGRAM);
        }
    }

    /// `access/login/AppUsers` has the reason.
    @Test
    void everyStatementTakesAConnectionFirst() {
        noClasses()
                .should()
                .callMethod(Pool.class, "query", String.class)
                .orShould()
                .callMethod(Pool.class, "preparedQuery", String.class)
                .check(PROGRAM);
    }

    @Test
    void theTimeOfDayComesFromTheInjectedClock() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.liftline.database")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .check(PROGRAM);
    }

    @Test
    void everyPackageIsInTheTable() {
        noClasses()
                .should()
                .resideOutsideOfPackages(
                        roomsAndSubRooms().map(room -> "io.liftline." + room).toArray(String[]::new))
                .check(PROGRAM);
    }

    @Test
    void theDomainIsPureJava() {
        noClasses()
                .that()
                .resideInAPackage("io.liftline.telemetry..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "io.liftline.telemetry..", "org.jspecify.annotations..")
                .check(PROGRAM);
    }

    @Test
    void noRoomsImportEachOtherInACircle() {
        SlicesRuleDefinition.slices()
                .matching("io.liftline.(*)..")
                .should()
                .beFreeOfCycles()
                .check(PROGRAM);
    }
}
