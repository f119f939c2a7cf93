# The tests of the console in Chromium. They need Node.js with npm, and Chromium.

console_modules=$cache/console-$(cksum <src/test/console/package.json | cut -d ' ' -f 1)

# Exports LIFTLINE_CHROMIUM and LIFTLINE_CONSOLE_MODULES. False, with a message, if the tests cannot run here.
prepare_console() {
    find_chromium || install_chromium || {
        say "There is no Chromium: the tests of the console are skipped"
        return 1
    }
    npm_packages "$console_modules" src/test/console/package.json "modules of the console's tests" || return 1
    LIFTLINE_CONSOLE_MODULES=$console_modules
    export LIFTLINE_CHROMIUM LIFTLINE_CONSOLE_MODULES
}

find_chromium() {
    LIFTLINE_CHROMIUM=${LIFTLINE_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || :)}
    [ -n "$LIFTLINE_CHROMIUM" ]
}

# Installs Debian's Chromium, as root on Debian or a derivative; false elsewhere.
install_chromium() {
    embedded_possible || return 1
    say "Installing Chromium"
    export DEBIAN_FRONTEND=noninteractive
    mkdir -p "$cache"
    {
        apt-get -qq update && apt-get -qq -y install --no-install-recommends chromium fonts-inter
    } >"$cache/chromium.log" 2>&1 </dev/null || return 1
    find_chromium
}

# Checks the types of the console's scripts, and runs its tests on program $1, with the other arguments for node. Screenshots
# and figures are in target/console.
console_tests() {
    program=$1
    shift
    check_console_types || return 1
    rm -rf target/console
    mkdir -p target/console
    empty_test_database
    LIFTLINE_CONSOLE_PROGRAM=$program LIFTLINE_CONSOLE_OUT=target/console \
        node --test --test-reporter=spec --test-timeout=600000 "$@" src/test/console/console.test.mjs 8>&-
}

# The scripts have their types in comments. The declarations of the chart library come from its jar.
check_console_types() {
    checked=target/console-types
    rm -rf "$checked"
    mkdir -p "$checked"
    cp src/main/webui/*.js src/main/webui/jsconfig.json "$checked/"
    cp target/classes/webui/uPlot.esm.js "$checked/"
    cp target/webui/uPlot.d.ts "$checked/uPlot.esm.d.ts"
    "$LIFTLINE_CONSOLE_MODULES/node_modules/.bin/tsc" -p "$checked/jsconfig.json"
}
