package io.liftline.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liftline.access.Role;
import io.liftline.fixtures.Api;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Sends every operation of the OpenAPI document with every kind of credential, about each kind of well, and
/// checks the answers against the roles in the table of routes. So a new route is checked without a change
/// here.
public final class AccessMatrix {

    private static final Set<Integer> BODY_REFUSED = Set.of(400, 409, 415, 422);

    private final Api api;
    private final Map<Credential, String> credentials;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> faults = new ArrayList<>();
    private int requests;

    public AccessMatrix(Api api, Map<Credential, String> credentials) {
        this.api = api;
        this.credentials = credentials;
    }

    /// Runs all of it, and returns the number of requests.
    public int run() throws Exception {
        store(Wells.OWN);
        store(Wells.FOREIGN);
        List<Operation> operations = operations();
        for (Operation operation : operations) {
            if (operation.roles().isEmpty()) {
                faults.add(operation + ": it is not in web.RouteTable, so nothing says who may call it");
            } else {
                check(operation, operation.roles().get());
            }
        }
        assertThat(faults)
                .as("%d requests of %d operations", requests, operations.size())
                .isEmpty();
        return requests;
    }

    private List<Operation> operations() throws Exception {
        List<Operation> operations = new ArrayList<>();
        JsonNode paths = Api.json(api.get("/q/openapi?format=json", "none")).get("paths");
        paths.properties().stream()
                .filter(path -> !path.getKey().startsWith("/test/"))
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> operation.getValue().has("responses"))
                        .forEach(operation -> operations.add(Operation.of(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()))));
        return operations;
    }

    private void check(Operation operation, Set<Role> roles) throws Exception {
        Answer without = send(operation, Credential.NONE, Wells.OWN);
        for (Credential credential : Credential.values()) {
            if (roles.isEmpty()) {
                expect(operation, credential, send(operation, credential, Wells.OWN), without.status());
            } else if (!credential.isValid()) {
                refused(operation, credential, 401);
            } else if (Collections.disjoint(roles, credential.roles())) {
                refused(operation, credential, 403);
            } else {
                admitted(operation, credential);
            }
        }
    }

    /// Whatever well is named, the answer is the same.
    private void refused(Operation operation, Credential credential, int status) throws Exception {
        Answer own = send(operation, credential, Wells.OWN);
        expect(operation, credential, own, status);
        for (Wells well : wellsOf(operation)) {
            same(operation, credential, well, own, send(operation, credential, well));
        }
    }

    private void admitted(Operation operation, Credential credential) throws Exception {
        if (operation.naming() == Operation.Naming.NONE) {
            ofNoWell(operation, credential);
            return;
        }
        Answer own = send(operation, credential, Wells.OWN);
        if (operation.method().equals("DELETE")) {
            store(Wells.OWN);
        }
        boolean served = operation.naming() == Operation.Naming.BODY || !operation.hasBody()
                ? own.isSuccess()
                : own.isSuccess() || BODY_REFUSED.contains(own.status());
        faultUnless(served, operation, credential, "about its own well: " + own);
        Map<Wells, Answer> outside = new EnumMap<>(Wells.class);
        for (Wells well : wellsOf(operation)) {
            if (!credential.mayAccess(well)) {
                outside.put(well, send(operation, credential, well));
            }
        }
        for (Answer answer : outside.values()) {
            faultUnless(hides(operation, own, answer), operation, credential, "about another well: " + answer);
        }
        if (!outside.isEmpty()) {
            same(operation, credential, Wells.ABSENT, outside.get(Wells.FOREIGN), outside.get(Wells.ABSENT));
        }
        if (operation.naming() == Operation.Naming.PATH && operation.method().equals("GET")) {
            Answer absent = send(operation, credential, Wells.ABSENT_OF_OWN);
            expect(operation, credential, absent, 404);
            if (!outside.isEmpty()) {
                same(operation, credential, Wells.ABSENT_OF_OWN, outside.get(Wells.FOREIGN), absent);
            }
        }
    }

    /// A list leaves the well out; a body is refused, or its well not found; a path is not found, unless its body is
    /// refused first.
    private static boolean hides(Operation operation, Answer own, Answer other) {
        return switch (operation.naming()) {
            case LIST -> other.status() == own.status();
            case BODY -> Set.of(400, 404, 422).contains(other.status());
            case PATH ->
                other.status() == 404 || (operation.hasBody() && !own.isSuccess() && other.status() == own.status());
            case NONE -> false;
        };
    }

    private void ofNoWell(Operation operation, Credential credential) throws Exception {
        Answer answer = send(operation, credential, Wells.OWN);
        if (credential == Credential.ADMIN && operation.isAdministration()) {
            expect(operation, credential, answer, 403);
            return;
        }
        boolean served = answer.isSuccess()
                || (answer.status() == 404 && operation.path().contains("{"))
                || BODY_REFUSED.contains(answer.status())
                || (credential == Credential.ADMIN && answer.status() == 403);
        faultUnless(served && answer.status() != 405, operation, credential, String.valueOf(answer));
    }

    private static List<Wells> wellsOf(Operation operation) {
        return operation.naming() == Operation.Naming.NONE ? List.of() : List.of(Wells.FOREIGN, Wells.ABSENT);
    }

    private void expect(Operation operation, Credential credential, Answer answer, int status) {
        faultUnless(answer.status() == status, operation, credential, "expected " + status + ", got " + answer);
    }

    private void same(Operation operation, Credential credential, Wells well, Answer first, Answer second) {
        faultUnless(
                first.equals(second),
                operation,
                credential,
                "%s is told apart: %s and %s".formatted(well, first, second));
    }

    private void faultUnless(boolean holds, Operation operation, Credential credential, String fault) {
        if (!holds) {
            faults.add("%s as %s: %s".formatted(operation, credential, fault));
        }
    }

    private Answer send(Operation operation, Credential credential, Wells well) throws Exception {
        requests++;
        HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(operation.uri(well)))
                .timeout(Duration.ofSeconds(30))
                .method(
                        operation.method(),
                        operation.hasBody() ? BodyPublishers.ofString(operation.body(well)) : BodyPublishers.noBody());
        if (operation.hasBody()) {
            request.header("Content-Type", operation.contentType());
        }
        String text = String.valueOf(credentials.get(credential));
        if (!text.isEmpty()) {
            request.header("Authorization", "Bearer " + text);
        }
        return Answer.of(http.send(request.build(), BodyHandlers.ofInputStream()), operation, well);
    }

    /// Stores a sample and a finding of a well, so that it exists.
    private void store(Wells well) throws Exception {
        String chief = String.valueOf(credentials.get(Credential.CHIEF));
        for (String path : List.of("/api/v1/telemetry", "/api/v1/diagnostics")) {
            Operation operation = new Operation("POST", path, Operation.Naming.BODY);
            assertThat(api.post(path, chief, operation.body(well)).statusCode()).isIn(200, 201);
        }
    }
}
