package io.liftline.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/// Completes the OpenAPI document with what operations and schemas have in common, so that a new route does not
/// have to repeat it. `OpenApiRulesTest` has the rules that the document follows.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class CompleteDocument implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        SampleSchemas.add(document.getComponents());
        InfluxCredentials.add(document.getComponents());
        NamedTypes.apply(document);
        Operations.of(document).forEach(CommonResponses::complete);
        AnswerFields.complete(document);
        Operations.of(document).forEach(RequiredRoles::describe);
    }
}
