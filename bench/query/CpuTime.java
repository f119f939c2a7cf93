package query;

import com.sun.management.OperatingSystemMXBean;
import harness.Numbers;
import harness.ProcessTree;
import java.lang.management.ManagementFactory;
import java.util.Map;

/// CPU seconds of the programs since they started.
///
/// @param generator those of this process
record CpuTime(double service, double postgresql, double generator) {

    static CpuTime now(ProcessTree service, ProcessTree postgresql) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new CpuTime(service.cpuSeconds(), postgresql.cpuSeconds(), system.getProcessCpuTime() / 1e9);
    }

    CpuTime minus(CpuTime before) {
        return new CpuTime(service - before.service, postgresql - before.postgresql, generator - before.generator);
    }

    /// CPU microseconds of each program for one of so many calls.
    Map<String, Object> microsPerCall(int calls) {
        return Map.of(
                "service_cpu_us", perCall(service, calls),
                "postgresql_cpu_us", perCall(postgresql, calls),
                "generator_cpu_us", perCall(generator, calls));
    }

    private static double perCall(double seconds, int calls) {
        return Numbers.round(seconds * 1e6 / calls, 4);
    }
}
