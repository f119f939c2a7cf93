# Clients and linters that others publish, which the tests run unmodified: those of npm (src/test/node), the InfluxDB 3 client for
# Java (src/test/influxdb3), and the generator of clients from the OpenAPI document (src/test/generated).

# Exports LIFTLINE_NODE, LIFTLINE_INFLUXDB3 and LIFTLINE_GENERATOR, by which the tests find them. Without one, the tests that need
# it are skipped.
prepare_clients() {
    node_clients=$cache/node-clients-$(cksum <src/test/node/package.json | cut -d ' ' -f 1)
    LIFTLINE_NODE=
    if npm_packages "$node_clients" src/test/node/package.json "clients and linters of npm"; then
        LIFTLINE_NODE=$node_clients
    fi
    class_path influxdb3 "the InfluxDB 3 client for Java"
    LIFTLINE_INFLUXDB3=$class_path
    class_path generated "the generator of OpenAPI clients"
    LIFTLINE_GENERATOR=$class_path
    export LIFTLINE_NODE LIFTLINE_INFLUXDB3 LIFTLINE_GENERATOR
}
