# Finds the JDK and Maven.

# Prints the version of the JDK at $1 from its release file, such as 25.0.1. Prints nothing if there is no JDK.
jdk_version_at() {
    [ ! -x "$1/bin/javac" ] || sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1/release" 2>/dev/null
}

# Prints the home directory of the java on the PATH, if there is one.
jdk_on_path() {
    if have java; then
        dirname "$(dirname "$(readlink -f "$(command -v java)")")"
    fi
}

# Exports JAVA_HOME of the first JDK 25 or newer found, prepends its bin to the PATH, and sets jdk_version.
find_jdk() {
    for home in "${JAVA_HOME:-}" "$(jdk_on_path)" /usr/lib/jvm/*25* /opt/*25* "${HOME:-/root}"/.sdkman/candidates/java/*25* \
        "$(/usr/libexec/java_home -v 25+ 2>/dev/null || :)"; do
        jdk_version=$(jdk_version_at "$home" || :)
        major=${jdk_version%%[!0-9]*}
        if [ "${major:-0}" -ge 25 ]; then
            export JAVA_HOME="$home" PATH="$home/bin:$PATH"
            return
        fi
    done
    die "no JDK 25 found (JAVA_HOME is ${JAVA_HOME:-not set}): install one, such as Eclipse Temurin 25, and set JAVA_HOME to it"
}

# Sets mvn to the Maven on the PATH if it is 3.8 or newer, else to ./mvnw, which downloads Maven.
find_maven() {
    mvn=./mvnw
    have mvn || return 0
    found=$(mvn -B -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
    major=${found% *}
    minor=${found#* }
    if [ "${major:-0}" -gt 3 ] || { [ "${major:-0}" -eq 3 ] && [ "$minor" -ge 8 ]; }; then
        mvn=mvn
    fi
}
