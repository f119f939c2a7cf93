package ingest;

import com.sun.management.OperatingSystemMXBean;
import harness.ProcessTree;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// Measures CPU time and elapsed time from its creation on.
final class Meter {

    private final Optional<ProcessTree> server;
    private final Optional<ProcessTree> postgresql;
    private final double serverCpu;
    private final double postgresqlCpu;
    private final double clientCpu;
    private final long start;

    /// @param server the program that is posted to, if any
    /// @param postgresql PostgreSQL, if it takes part
    Meter(Optional<ProcessTree> server, Optional<ProcessTree> postgresql) {
        this.server = server;
        this.postgresql = postgresql;
        this.serverCpu = cpu(server);
        this.postgresqlCpu = cpu(postgresql);
        this.clientCpu = clientCpu();
        this.start = System.nanoTime();
    }

    /// Ends the leg now.
    Leg stop(long rows) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Leg(
                rows, seconds, cpu(server) - serverCpu, cpu(postgresql) - postgresqlCpu, clientCpu() - clientCpu);
    }

    private static double cpu(Optional<ProcessTree> processes) {
        return processes.map(ProcessTree::cpuSeconds).orElse(0.0);
    }

    /// CPU of this process and of its children that have ended, such as psql.
    private static double clientCpu() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9 + ProcessTree.own().cpuSecondsOfEndedChildren();
    }
}
