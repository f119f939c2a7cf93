# Packages that tests need beside those of pom.xml: of npm, each set in a directory under the cache, and of Maven, as class paths.

# Installs packages of npm into directory $1, once: those of the package.json $2, or the one package $2. Messages call them $3. False,
# with a message, if that is not possible.
npm_packages() {
    if have node && [ -f "$1/.whole" ]; then
        return
    fi
    have npm || install_node || {
        say "There is no Node.js with npm: the tests that need $3 are skipped"
        return 1
    }
    say "Installing $3 into $1"
    mkdir -p "$cache"
    exec 7>"$1.lock"
    ! have flock || flock 7
    npm_outcome=0
    [ -f "$1/.whole" ] || npm_install "$1" "$2" 7>&- || npm_outcome=1
    exec 7>&-
    [ "$npm_outcome" -eq 0 ] || say "npm could not install $3, so the tests that need it are skipped; the log is $1.log"
    return "$npm_outcome"
}

# Installs package.json or package $2 under a temporary name, which becomes $1 when it is complete.
npm_install() {
    rm -rf "$1.partial" && mkdir "$1.partial" || return
    package=$2
    if [ -f "$package" ]; then
        cp "$package" "$1.partial/package.json" || return
        package=
    fi
    # Without a package, npm installs what package.json names.
    (cd "$1.partial" && npm install --ignore-scripts --no-audit --no-fund --no-package-lock ${package:+"$package"}) \
        >"$1.log" 2>&1 </dev/null || return
    touch "$1.partial/.whole" && rm -rf "$1" && mv "$1.partial" "$1"
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
