# The object stores of the tests: Azurite, which needs Node.js, and S3Mock.

azurite_version=3.37.0
azurite=$cache/azurite-$azurite_version

# Exports LIFTLINE_AZURITE and LIFTLINE_S3MOCK, by which the tests find the two. Without them, the tests that need them are skipped.
prepare_stores() {
    LIFTLINE_AZURITE=
    if npm_packages "$azurite" "azurite@$azurite_version" Azurite; then
        LIFTLINE_AZURITE=$azurite
    fi
    class_path s3mock S3Mock
    LIFTLINE_S3MOCK=$class_path
    export LIFTLINE_AZURITE LIFTLINE_S3MOCK
}
