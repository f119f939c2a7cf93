package io.liftline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {

    /// Expected values from the definitions that NIST SP 811 (2008), appendix B, gives: the inch is 0.0254 m, the pound
    /// 0.45359237 kg, standard gravity 9.80665 m/s², the barrel 9,702 cubic inches.
    @ParameterizedTest
    @CsvSource({
        "4230328.642, Pa, psi, 613.55729609098807",
        "100, kPa, psi, 14.503773773020921",
        "1, MPa, psi, 145.03773773020922",
        "1, bar, psi, 14.503773773020921",
        "383.15, K, °C, 110",
        "212, degF, °C, 100",
        "-40, degF, degC, -40",
        "1500, mA, A, 1.5",
        "0.25, A, mA, 250",
        "4.16, kV, V, 4160",
        "745.6998715822702, W, hp, 1",
        "1, hp, kW, 0.7456998715822702",
        "100, ft.lbf, N·m, 135.58179483314004",
        "9.80665, m/s2, g, 1",
        "0.35, 1, %, 35",
        "1, m3/d, bbl/d, 6.2898107704321049",
        "1, m3/m3, scf/bbl, 5.614583333333333"
    })
    void convertsByTheFactorsOfTheDefinitions(double value, String from, String to, double expected) {
        Unit source = Unit.of(from).orElseThrow();
        Unit target = Unit.of(to).orElseThrow();

        assertThat(source.convert(value, target)).isCloseTo(expected, within(Math.abs(expected) * 1e-14));
    }

    @Test
    void aValueInItsOwnUnitStaysTheSameBitForBit() {
        for (Unit unit : Unit.values()) {
            assertThat(unit.convert(0.1 + 0.2, unit)).isEqualTo(0.1 + 0.2);
        }
    }

    @Test
    void convertingThereAndBackGivesTheValueWithinTheLastDigits() {
        for (Unit from : Unit.values()) {
            for (Unit to : from.accepted()) {
                double back = to.convert(from.convert(123.456, to), from);
                assertThat(back).as("%s to %s", from, to).isCloseTo(123.456, within(1e-9));
            }
        }
    }

    @Test
    void refusesToConvertAcrossQuantities() {
        assertThatThrownBy(() -> Unit.PSI.convert(1, Unit.CELSIUS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("psi does not convert to °C");
    }

    @Test
    void symbolsAreCaseSensitive() {
        assertThat(Unit.of("kpa")).isEmpty();
        assertThat(Unit.of("kPa")).contains(Unit.KILOPASCAL);
    }

    @Test
    void everyChannelTakesTheUnitsOfTheDataModel() {
        assertThat(Channel.PIP.unit().accepted())
                .containsExactly(Unit.PSI, Unit.PASCAL, Unit.KILOPASCAL, Unit.MEGAPASCAL, Unit.BAR);
        assertThat(Channel.LEAKAGE_CURRENT.unit().accepted()).containsExactly(Unit.MILLIAMPERE, Unit.AMPERE);
        assertThat(Channel.FLOW_VARIANCE.unit().accepted()).isEqualTo(List.of(Unit.BARREL_PER_DAY_SQUARED));
    }
}
