package io.liftline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the package table of ARCHITECTURE.md.
class ArchitectureTest {

    /// Which rooms each room may import.
    private static final Map<String, Set<String>> MAY_IMPORT = Map.of(
            "telemetry", Set.of(),
            "problem", Set.of(),
            "access", Set.of("telemetry", "problem"),
            "ingest", Set.of("telemetry", "access", "problem"),
            "query", Set.of("telemetry", "access", "problem"),
            "storage", Set.of("telemetry", "access", "problem"),
            "service", Set.of("telemetry", "problem", "access", "ingest", "query", "storage"));

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
    void everyClassLivesInARoomOfTheTable() {
        noClasses()
                .should()
                .resideOutsideOfPackages(
                        rooms().map(room -> "io.liftline." + room + "..").toArray(String[]::new))
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
