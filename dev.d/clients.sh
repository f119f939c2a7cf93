# Clients and linters that others publish, which the tests run unmodified: those of npm (src/test/node), the InfluxDB 3 client for
# Java (src/test/influxdb3), and the generator of clients from the OpenAPI document (src/test/generated).

# Exports LIFTLINE_NODE, LIFTLINE_INFLUXDB3 and LIFTLINE_GENERATOR, by which the tests find them. Without one, the tests that need
# it are skipped.
prepare_clients() {
    node_clients=$cache/node-clients-$(cksum <src/test/node/package.json | cut -d ' ' -f 1)
    LIFTLINE_NODE=
    if { have node && [ -f "$node_clients/.whole" ]; } || install_node_clients; then
        LIFTLINE_NODE=$node_clients
    fi
    class_path influxdb3 "the InfluxDB 3 client for Java"
    LIFTLINE_INFLUXDB3=$class_path
    class_path generated "the generator of OpenAPI clients"
    LIFTLINE_GENERATOR=$class_path
    export LIFTLINE_NODE LIFTLINE_INFLUXDB3 LIFTLINE_GENERATOR
}

# Installs the packages of src/test/node under a temporary name, and renames it when it is complete. False, with a message, if that
# is not possible.
install_node_clients() {
    have npm || install_node || {
        say "There is no Node.js with npm: the tests of its clients and the linters of OpenAPI are skipped"
        return 1
    }
    say "Installing clients and linters into $node_clients"
    mkdir -p "$cache"
    exec 7>"$node_clients.lock"
    ! have flock || flock 7
    if [ ! -f "$node_clients/.whole" ]; then
        rm -rf "$node_clients.partial"
        mkdir "$node_clients.partial"
        cp src/test/node/package.json "$node_clients.partial"
        (cd "$node_clients.partial" && npm install --ignore-scripts --no-audit --no-fund --no-package-lock 7>&-) \
            >"$cache/node-clients.log" 2>&1 </dev/null || {
            say "npm could not install the clients and linters, so their tests are skipped; the log is $cache/node-clients.log"
            exec 7>&-
            return 1
        }
        touch "$node_clients.partial/.whole"
        rm -rf "$node_clients"
        mv "$node_clients.partial" "$node_clients"
    fi
    exec 7>&-
}

# Sets class_path to a file with the class path of src/test/$1/pom.xml, or to nothing, with a message that names $2.
class_path() {
    class_path=$here/.dev/$1.classpath
    if [ ! -s "$class_path" ] || [ "src/test/$1/pom.xml" -nt "$class_path" ]; then
        say "Resolving $2"
        mkdir -p .dev
        rm -f "$class_path"
        run_maven -q -f "src/test/$1/pom.xml" dependency:build-classpath -Dmdep.outputFile="$class_path" >".dev/$1.log" 2>&1 ||
            { say "$2 could not be resolved, the tests that need it are skipped; the log is .dev/$1.log" && class_path=; }
    fi
}
