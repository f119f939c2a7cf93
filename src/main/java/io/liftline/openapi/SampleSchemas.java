package io.liftline.openapi;

import io.liftline.telemetry.Channel;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// Adds to the OpenAPI document the schemas that have a property per [Channel]. They are generated from the enum,
/// so a new channel needs no change here.
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class SampleSchemas implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents()
                .addSchema("Sample", sample())
                .addSchema("Samples", object().addProperty("samples", array("Sample")))
                .addSchema(
                        "SamplePage",
                        object().addProperty("samples", array("Sample"))
                                .addProperty(
                                        "next_cursor",
                                        nullable(SchemaType.STRING).description("null on the last page"))
                                .addProperty(
                                        "sources",
                                        typed(SchemaType.ARRAY)
                                                .items(typed(SchemaType.STRING))
                                                .description(
                                                        "What was read: esp_telemetry, and archive if samples of the range are in the archive only")))
                .addSchema("Figures", figures())
                .addSchema("Summary", summary());
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
        Schema channels = object();
        for (Channel channel : Channel.ALL) {
            channels.addProperty(channel.column(), OASFactory.createSchema().ref("Figures"));
        }
        Schema well = object().addProperty("well_id", typed(SchemaType.STRING))
                .addProperty("count", typed(SchemaType.INTEGER).format("int64"))
                .addProperty("channels", channels);
        return object().addProperty("from", time())
                .addProperty("to", time())
                .addProperty(
                        "source",
                        typed(SchemaType.STRING).description("The tables that were read, and archive, comma-separated"))
                .addProperty("wells", typed(SchemaType.ARRAY).items(well));
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
