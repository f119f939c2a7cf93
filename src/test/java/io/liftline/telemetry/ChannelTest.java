package io.liftline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChannelTest {

    @Test
    void theChannelsAreThoseOfTheDataModelInItsOrderUnitsAndBounds() {
        String table = Channel.ALL.stream()
                .map(c -> "%s %s %.0f..%.0f".formatted(c.column(), c.unit().symbol(), c.low(), c.high()))
                .collect(Collectors.joining("\n"));

        assertThat(table).isEqualTo("""
                        flow_rate bbl/d 0..100000
                        pip psi -15..20000
                        discharge_pressure psi -15..20000
                        wellhead_pressure psi -15..20000
                        casing_pressure psi -15..20000
                        motor_temp °C -50..400
                        intake_temp °C -50..400
                        motor_current A 0..2000
                        motor_voltage V 0..10000
                        vsd_frequency Hz 0..400
                        power kW 0..5000
                        torque N·m -100000..100000
                        vibration g 0..100
                        leakage_current mA 0..10000
                        choke % 0..100
                        water_cut % 0..100
                        gor scf/bbl 0..1000000
                        flow_variance (bbl/d)² 0..1000000000000""");
    }

    @Test
    void theBoundsThemselvesArePlausibleAndNothingBeyond() {
        for (Channel channel : Channel.ALL) {
            assertThat(channel.plausible(channel.low())).isTrue();
            assertThat(channel.plausible(channel.high())).isTrue();
            assertThat(channel.plausible(Math.nextDown(channel.low()))).isFalse();
            assertThat(channel.plausible(Math.nextUp(channel.high()))).isFalse();
            assertThat(channel.plausible(Double.NaN)).isFalse();
        }
    }
}
