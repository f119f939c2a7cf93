package io.liftline.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WellScopeSqlTest {

    /// Few letters, so that prefixes often match, and characters with a special meaning in LIKE or in regular
    /// expressions.
    private static final String LETTERS = "AAAab1_.:/#- ";

    private static final String PERMITTED = """
            SELECT well_id
            FROM unnest($1::varchar(50)[]) AS given (well_id)
            WHERE\s""" + WellScope.predicate(2);

    @Inject
    Pool pool;

    @Test
    void theDatabaseAndTheServicePermitTheSameWells() {
        long seed = 20251120;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<String> ids = Stream.generate(() -> wellId(random)).limit(60).toList();
            WellScope scope = WellScope.of(IntStream.range(0, random.nextInt(6))
                    .mapToObj(i -> pattern(random))
                    .toList());

            Set<String> bySql = permittedBySql(scope, ids);

            Set<String> byService = ids.stream().filter(scope::permits).collect(Collectors.toSet());
            assertThat(bySql).as("seed %d, round %d, %s", seed, round, scope).isEqualTo(byService);
        }
    }

    @Test
    void everyWellIsPermittedByAStarAndNoneByNothing() {
        List<String> ids = List.of("WELL-001", "A", "PAD-7/1");

        assertThat(permittedBySql(WellScope.all(), ids)).hasSize(3);
        assertThat(permittedBySql(WellScope.none(), ids)).isEmpty();
    }

    private Set<String> permittedBySql(WellScope scope, List<String> ids) {
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(ids.toArray(String[]::new))
                .addArrayOfString(scope.exactIds())
                .addArrayOfString(scope.prefixes());
        Iterable<Row> rows =
                pool.preparedQuery(PERMITTED).execute(parameters).await().indefinitely();
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString("well_id"))
                .collect(Collectors.toSet());
    }

    private static String wellId(Random random) {
        StringBuilder id = new StringBuilder("A1ab".substring(random.nextInt(4)).substring(0, 1));
        for (int length = random.nextInt(4); length > 0; length--) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString().strip();
    }

    private static String pattern(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> "*";
            case 1, 2, 3, 4 -> wellId(random);
            default -> wellId(random) + "*";
        };
    }
}
