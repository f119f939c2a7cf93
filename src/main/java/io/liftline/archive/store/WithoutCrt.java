package io.liftline.archive.store;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.http.auth.aws.crt.internal.signer.DefaultAwsCrtV4aHttpSigner;

/// In the native executable only: removes the calls of the AWS Common Runtime from the SDK of S3. The runtime is
/// an optional library, which Liftline does not have, and the build of the executable refuses calls of missing
/// classes. They are for checksums and signatures that [S3Clients] does not ask for.
final class WithoutCrt {

    private WithoutCrt() {}

    @TargetClass(className = "software.amazon.awssdk.checksums.internal.ChecksumProvider")
    static final class Checksums {

        private Checksums() {}

        @Substitute
        static SdkChecksum createCrtCrc32C() {
            throw new UnsupportedOperationException("this needs the AWS Common Runtime");
        }

        @Substitute
        static SdkChecksum crc64NvmeCrtImplementation() {
            throw new UnsupportedOperationException("this needs the AWS Common Runtime");
        }

        @Substitute
        static SdkChecksum crtXxHash(ChecksumAlgorithm algorithm) {
            throw new UnsupportedOperationException("this needs the AWS Common Runtime");
        }
    }

    @TargetClass(className = "software.amazon.awssdk.http.auth.aws.internal.signer.util.OptionalDependencyLoaderUtil")
    static final class Signers {

        private Signers() {}

        @Substitute
        public static DefaultAwsCrtV4aHttpSigner getDefaultAwsCrtV4aHttpSigner() {
            throw new UnsupportedOperationException("this needs the AWS Common Runtime");
        }
    }
}
