# The native executable: selects a builder and builds with it.

builder_image=quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-25
assembly=../shared/native-toolchain

# Selects the first builder that is available. Sets native_how (a description) and native_flags (for Maven). Exits if there
# is none.
find_native_builder() {
    native_flags=
    if [ -n "${GRAALVM_HOME:-}" ]; then
        [ -x "$GRAALVM_HOME/bin/native-image" ] ||
            die "GRAALVM_HOME is $GRAALVM_HOME, but there is no bin/native-image in it: point it to Mandrel or GraalVM for JDK 25, or unset it"
        native_how="GRAALVM_HOME"
    elif have native-image; then
        GRAALVM_HOME=$(dirname "$(dirname "$(readlink -f "$(command -v native-image)")")")
        export GRAALVM_HOME
        native_how="native-image on the PATH"
    elif builder_container; then
        native_how="container $builder_image of $engine"
        native_flags="-Dquarkus.native.container-build=true -Dquarkus.native.container-runtime=$engine -Dquarkus.native.builder-image=$builder_image"
    elif [ -x "$assembly/assemble" ]; then
        assembled_builder
        native_how="builder assembled in $GRAALVM_HOME"
    else
        die "no builder for native executables found: install Mandrel or GraalVM for JDK 25 and set GRAALVM_HOME to it, or start Docker or Podman"
    fi
}

# Sets engine to the first running container engine that has the builder image or can pull it; false if there is none.
builder_container() {
    for engine in docker podman; do
        if have "$engine" && "$engine" info >/dev/null 2>&1; then
            "$engine" image inspect "$builder_image" >/dev/null 2>&1 && return 0
            say "Pulling $builder_image"
            "$engine" pull -q "$builder_image" >/dev/null 2>&1 && return 0
            say "$engine cannot pull it; trying the next builder"
        fi
    done
    return 1
}

# Exports GRAALVM_HOME for the builder of ../shared, which is assembled once for each of its versions and each JDK. The builder
# contains its own absolute path, so it is assembled in place. The file .whole marks it complete.
assembled_builder() {
    find_maven
    version=$(sed -n 's/.*svm=\([0-9.]*\).*/\1/p' "$assembly/assemble" | head -n 1)
    GRAALVM_HOME=$cache/native-image-$version-jdk-$jdk_version
    export GRAALVM_HOME
    mkdir -p "$cache"
    exec 7>"$GRAALVM_HOME.lock"
    flock 7
    if [ ! -f "$GRAALVM_HOME/.whole" ]; then
        say "Assembling native-image in $GRAALVM_HOME"
        maven_on_path
        "$assembly/assemble" "$GRAALVM_HOME" >"$GRAALVM_HOME.log" 2>&1 7>&- ||
            { tail -n 10 "$GRAALVM_HOME.log" >&2 && die "native-image could not be assembled; its log is $GRAALVM_HOME.log"; }
        touch "$GRAALVM_HOME/.whole"
    fi
    exec 7>&-
}

# Puts ./mvnw on the PATH as mvn if no suitable mvn is installed.
maven_on_path() {
    [ "$mvn" != mvn ] || return 0
    mkdir -p "$here/.dev/bin"
    printf '#!/bin/sh\nexec "%s/mvnw" "$@"\n' "$here" >"$here/.dev/bin/mvn"
    chmod +x "$here/.dev/bin/mvn"
    PATH=$here/.dev/bin:$PATH
}

# Runs Maven's phase $1 with the native build and further arguments. LIFTLINE_NATIVE_MEMORY limits the builder's heap; the build
# uses 5.3 GB.
native_maven() {
    phase=$1
    shift
    # shellcheck disable=SC2086 # word splitting is intended: no flag contains a space
    run_maven "$phase" -Dnative -Dquarkus.native.native-image-xmx="${LIFTLINE_NATIVE_MEMORY:-8g}" $native_flags "$@" || return
    strip_duckdb
}

# Removes the names of DuckDB's internal functions from its library, which only a debugger reads: 58 instead of 72 MB.
strip_duckdb() {
    if [ -f target/libduckdb_java.so ] && have strip; then
        strip --strip-unneeded target/libduckdb_java.so
    fi
}

native() {
    find_jdk
    find_native_builder
    say "Building the executable with $native_how: takes minutes and up to 6 GB of memory"
    native_maven package -q -DskipTests "$@" || die "the native build failed, see above"
    say "Built $(native_size)"
}

native_size() {
    for built in target/*-runner; do
        [ -x "$built" ] || die "there is no executable in target/: ./dev native builds it"
        echo "$built, $(($(wc -c <"$built") / 1000000)) MB"
    done
}
