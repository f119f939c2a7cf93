package io.liftline.archive.store;

import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.graalvm.nativeimage.hosted.Feature;

/// While the native executable is built only: adds the charsets UTF-32BE and UTF-32LE, for which the SDK of Azure
/// asks when it begins. The builder's own option adds all charsets, which are some megabytes of tables.
///
/// The method is internal to the builder. If another version of it has none, the build fails, and
/// `quarkus.native.add-all-charsets` is the way back.
final class Utf32Feature implements Feature {

    private static final String BUILDER = "com.oracle.svm.hosted.jdk.localization.LocalizationFeature";

    @Override
    public void beforeAnalysis(BeforeAnalysisAccess access) {
        try {
            Method add = Class.forName(BUILDER).getMethod("addCharset", Charset.class);
            add.invoke(null, StandardCharsets.UTF_32BE);
            add.invoke(null, StandardCharsets.UTF_32LE);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this builder cannot add single charsets", e);
        }
    }
}
