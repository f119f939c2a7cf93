package io.liftline.openapi;

import io.liftline.telemetry.Channel;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// Adds to the OpenAPI document the schemas that have a property per [Channel]. They are generated from the enum,
/// so a new channel needs no change here.
final class SampleSchemas {

    private SampleSchemas() {}

    static void add(Components components) {
        put(components, "ChannelName", channelName());
        put(components, "Sample", sample());
        put(components, "Samples", object().addProperty("samples", array("Sample")));
        put(
                components,
                "SamplePage",
                object().addProperty("samples", array("Sample"))
                        .addProperty("next_cursor", nullable(SchemaType.STRING).description("null on the last page"))
                        .addProperty(
                                "sources",
                                typed(SchemaType.ARRAY)
                                        .items(typed(SchemaType.STRING))
                                        .description("What was read: esp_telemetry, and archive if samples of the range"
                                                + " are in the archive only")));
        put(components, "Figures", figures());
        put(components, "Summary", summary());
        put(components, "ChannelSeries", perChannel("AggregateSeries"));
    }

    /// Adds a schema, with its example in `META-INF/openapi.yaml`.
    private static void put(Components components, String name, Schema schema) {
        Optional.ofNullable(components.getSchemas().get(name))
                .map(Schema::getExample)
                .ifPresent(schema::setExample);
        components.addSchema(name, schema);
    }

    private static Schema channelName() {
        return typed(SchemaType.STRING)
                .description("The name of a channel")
                .enumeration(Channel.ALL.stream().<Object>map(Channel::column).toList());
    }

    private static Schema sample() {
        Schema sample = object().description("The measured values of one well at one time")
                .addProperty("well_id", typed(SchemaType.STRING).maxLength(50))
                .addProperty("timestamp", time().description("Event time, RFC 3339; in answers always in UTC"))
                .required(List.of("well_id", "timestamp"));
        for (Channel channel : Channel.ALL) {
            sample.addProperty(
                    channel.column(),
                    nullable(SchemaType.NUMBER)
                            .format("double")
                            .description("%s; plausible %.0f to %.0f; null: not measured"
                                    .formatted(channel.unit().symbol(), channel.low(), channel.high())));
        }
        return sample;
    }

    private static Schema figures() {
        return object().addProperty("avg", nullable(SchemaType.NUMBER))
                .addProperty("min", nullable(SchemaType.NUMBER))
                .addProperty("max", nullable(SchemaType.NUMBER));
    }

    private static Schema summary() {
        Schema well = object().addProperty("well_id", typed(SchemaType.STRING))
                .addProperty("count", typed(SchemaType.INTEGER).format("int64"))
                .addProperty("channels", perChannel("Figures"));
        return object().addProperty("from", time())
                .addProperty("to", time())
                .addProperty(
                        "source",
                        typed(SchemaType.STRING).description("The tables that were read, and archive, comma-separated"))
                .addProperty("wells", typed(SchemaType.ARRAY).items(well));
    }

    /// An object with a property for each channel that was asked for.
    private static Schema perChannel(String type) {
        Schema channels = object().required(List.of());
        for (Channel channel : Channel.ALL) {
            channels.addProperty(channel.column(), OASFactory.createSchema().ref(type));
        }
        return channels;
    }

    private static Schema object() {
        return typed(SchemaType.OBJECT);
    }

    private static Schema array(String of) {
        return typed(SchemaType.ARRAY).items(OASFactory.createSchema().ref(of));
    }

    private static Schema time() {
        return typed(SchemaType.STRING).format("date-time");
    }

    private static Schema typed(SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }

    private static Schema nullable(SchemaType type) {
        return typed(type).addType(SchemaType.NULL);
    }
}
