# Clients and linters that others publish, which the tests run unmodified: those of npm (src/test/node), the InfluxDB 3 client for
# Java (src/test/influxdb3), the generator of clients from the OpenAPI document (src/test/generated), and of Debian the clients of
# InfluxDB 1 and promtool.

# Exports LIFTLINE_NODE, LIFTLINE_INFLUXDB3 and LIFTLINE_GENERATOR, by which the tests find them. Without one, the tests that need
# it are skipped.
prepare_clients() {
    node_clients=$cache/node-clients-$(cksum <src/test/node/package.json | cut -d ' ' -f 1)
    LIFTLINE_NODE=
    if npm_packages "$node_clients" src/test/node/package.json "clients and linters of npm"; then
        LIFTLINE_NODE=$node_clients
    fi
    debian_clients
    class_path influxdb3 "the InfluxDB 3 client for Java"
    LIFTLINE_INFLUXDB3=$class_path
    class_path generated "the generator of OpenAPI clients"
    LIFTLINE_GENERATOR=$class_path
    export LIFTLINE_NODE LIFTLINE_INFLUXDB3 LIFTLINE_GENERATOR
}

# Installs Debian's clients of InfluxDB, and promtool without the server of its package, as root on Debian or a derivative. Without
# them, the tests that need them are skipped.
debian_clients() {
    PATH=$PATH:$cache/promtool/usr/bin
    export PATH
    if have influx && have promtool && [ -d /usr/lib/python3/dist-packages/influxdb ]; then
        return
    fi
    embedded_possible || return 0
    say "Installing Debian's clients of InfluxDB, and promtool"
    mkdir -p "$cache"
    export DEBIAN_FRONTEND=noninteractive
    {
        apt-get -qq update && apt-get -qq -y install --no-install-recommends influxdb-client python3-influxdb && unpack_promtool
    } >"$cache/debian-clients.log" 2>&1 </dev/null ||
        say "Some could not be installed, so the tests that need them are skipped; the log is $cache/debian-clients.log"
}

# Unpacks Debian's package prometheus into the cache.
unpack_promtool() {
    rm -rf "$cache/promtool.partial" && mkdir "$cache/promtool.partial" &&
        (cd "$cache/promtool.partial" && apt-get -qq download prometheus && dpkg-deb -x prometheus_*.deb . && rm prometheus_*.deb) &&
        rm -rf "$cache/promtool" && mv "$cache/promtool.partial" "$cache/promtool"
}
