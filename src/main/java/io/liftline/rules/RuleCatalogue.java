package io.liftline.rules;

import io.liftline.telemetry.Channel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The rules of the program, from the resource `rules/esp.json`.
@Singleton
class RuleCatalogue {

    /// The channels from which the state of the pump is known.
    private static final Set<Channel> OF_PUMP = EnumSet.of(Channel.VSD_FREQUENCY, Channel.MOTOR_CURRENT);

    private static final String RESOURCE = "/rules/esp.json";

    private final List<Rule> rules;
    private final List<Channel> channels;

    RuleCatalogue() {
        this(ofProgram());
    }

    RuleCatalogue(JsonArray rules) {
        this.rules =
                rules.stream().map(JsonObject.class::cast).map(RuleReader::rule).toList();
        Set<Channel> used = EnumSet.copyOf(OF_PUMP);
        this.rules.stream().flatMap(Rule::conditions).forEach(condition -> used.addAll(condition.channels()));
        this.channels = List.copyOf(used);
        if (ids().distinct().count() != this.rules.size()) {
            throw new IllegalArgumentException("two rules have the same id");
        }
    }

    List<Rule> rules() {
        return rules;
    }

    /// The channels that the rules look at, in column order.
    List<Channel> channels() {
        return channels;
    }

    Stream<String> ids() {
        return rules.stream().map(Rule::id);
    }

    private static JsonArray ofProgram() {
        try (InputStream resource = RuleCatalogue.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the program");
            }
            return new JsonObject(new String(resource.readAllBytes(), StandardCharsets.UTF_8)).getJsonArray("rules");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
