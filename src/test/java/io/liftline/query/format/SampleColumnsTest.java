package io.liftline.query.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.telemetry.Channel;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleColumnsTest {

    @Test
    void theOrderOfTheChannelsMakesNoOtherStatement() {
        List<Channel> reversed = Channel.ALL.reversed();

        SampleColumns columns = new SampleColumns(reversed);

        assertThat(columns.channels()).isEqualTo(reversed);
        assertThat(columns.selected()).isEqualTo(SampleColumns.ALL.selected());
        assertThat(new SampleColumns(List.of(Channel.PIP, Channel.MOTOR_TEMP)).selected())
                .isEqualTo(new SampleColumns(List.of(Channel.MOTOR_TEMP, Channel.PIP)).selected());
    }

    @Test
    void withoutChannelsTheKeyIsSelected() {
        assertThat(new SampleColumns(List.of()).selected()).isEqualTo("well_id, timestamp");
    }
}
