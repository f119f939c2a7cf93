# The object stores of the tests: Azurite, which needs Node.js, and S3Mock.

azurite_version=3.37.0
azurite=$cache/azurite-$azurite_version
s3mock=src/test/s3mock

# Exports LIFTLINE_AZURITE and LIFTLINE_S3MOCK, by which the tests find the two. Without them, the tests that need them are skipped.
prepare_stores() {
    LIFTLINE_AZURITE=
    if azurite_installed || install_azurite; then
        LIFTLINE_AZURITE=$azurite
    fi
    LIFTLINE_S3MOCK=$here/.dev/s3mock.classpath
    export LIFTLINE_AZURITE LIFTLINE_S3MOCK
    if [ ! -s "$LIFTLINE_S3MOCK" ] || [ "$s3mock/pom.xml" -nt "$LIFTLINE_S3MOCK" ]; then
        say "Resolving S3Mock"
        mkdir -p .dev
        rm -f "$LIFTLINE_S3MOCK"
        run_maven -q -f "$s3mock/pom.xml" dependency:build-classpath -Dmdep.outputFile="$LIFTLINE_S3MOCK" >.dev/s3mock.log 2>&1 ||
            { say "S3Mock could not be resolved, the tests that need it are skipped; the log is .dev/s3mock.log" && LIFTLINE_S3MOCK=; }
    fi
}

azurite_installed() {
    have node && [ -f "$azurite/.whole" ]
}

# Installs Azurite by npm under a temporary name, and renames it when it is complete. False, with a message, if there is no npm.
install_azurite() {
    have npm || install_node || {
        say "There is no Node.js with npm: the tests that need Azurite are skipped"
        return 1
    }
    say "Installing Azurite into $azurite"
    mkdir -p "$cache"
    exec 7>"$azurite.lock"
    ! have flock || flock 7
    if [ ! -f "$azurite/.whole" ]; then
        rm -rf "$azurite.partial"
        mkdir "$azurite.partial"
        (cd "$azurite.partial" && npm install --ignore-scripts --no-audit --no-fund "azurite@$azurite_version" 7>&-) \
            >"$cache/azurite.log" 2>&1 </dev/null || {
            say "npm could not install Azurite, so the tests that need it are skipped; the log is $cache/azurite.log"
            exec 7>&-
            return 1
        }
        touch "$azurite.partial/.whole"
        rm -rf "$azurite"
        mv "$azurite.partial" "$azurite"
    fi
    exec 7>&-
}

# Installs Debian's Node.js and npm, as root on Debian or a derivative; false elsewhere.
install_node() {
    embedded_possible || return 1
    say "Installing Node.js"
    export DEBIAN_FRONTEND=noninteractive
    {
        apt-get -qq update && apt-get -qq -y install --no-install-recommends nodejs npm
    } >"$cache/node.log" 2>&1 </dev/null
}
