package io.liftline.query.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a,b\"",
                "W/\"a,b\"",
                "\"x\", W/\"a,b\" , \"y\"",
                "\"x\",\"a,b\"",
                "*",
                " * ",
            })
    void tagsAreComparedWeaklyAndInLists(String ifNoneMatch) {
        assertThat(EntityTags.match(List.of(ifNoneMatch), "W/\"a,b\"")).isTrue();
        assertThat(EntityTags.match(List.of("\"other\"", ifNoneMatch), "W/\"a,b\""))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"a\"", "a,b", "\"A,B\"", "\"x\", \"b\"", "w/a,b", "\"*\"", "\"a,b"})
    void anotherTagDoesNotMatch(String ifNoneMatch) {
        assertThat(EntityTags.match(List.of(ifNoneMatch), "W/\"a,b\"")).isFalse();
        assertThat(EntityTags.match(List.of(), "W/\"a,b\"")).isFalse();
    }

    @Test
    void theTagIsWeakAndThatOfTheBytes() {
        String tag = EntityTags.of(Buffer.buffer("one"));

        assertThat(tag).matches("W/\"[\\w-]{22}\"").isEqualTo(EntityTags.of(Buffer.buffer("one")));
        assertThat(EntityTags.of(Buffer.buffer("two"))).isNotEqualTo(tag);
        assertThatIllegalArgumentException().isThrownBy(() -> EntityTags.match(List.of(), "one"));
    }
}
