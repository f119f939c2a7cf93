package io.liftline.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.BeanParam;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RestParametersTest {

    static final class Window {
        @RestQuery
        @Nullable
        String from;

        @RestQuery("max_points")
        int maxPoints;

        @RestQuery
        List<String> aggregates = List.of();

        int notAParameter;
    }

    record Page(@RestQuery String cursor, @RestQuery String[] severity) {}

    interface Resource {
        void series(
                @RestPath("well_id") String well,
                @RestQuery Set<String> channels,
                @RestQuery("on_gap") String onGap,
                @BeanParam Window window,
                Page page);
    }

    @Test
    void theNamesAreThoseOfTheMethodAndOfTheFieldsOfItsParameters() throws Exception {
        ParameterNames names = RestParameters.namesOf(Resource.class.getDeclaredMethod(
                "series", String.class, Set.class, String.class, Window.class, Page.class));

        assertThat(names.single()).containsExactlyInAnyOrder("on_gap", "from", "max_points", "cursor");
        assertThat(names.lists()).containsExactlyInAnyOrder("channels", "aggregates", "severity");
    }
}
