package io.liftline.archive.store;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/// In the native executable only: removes WS-Trust from the library that gets tokens for Azure, and with it the
/// JDK's XPath and XSLT. It is for passwords of people in a federated directory; the archive uses managed and
/// workload identities.
final class WithoutWsTrust {

    private WithoutWsTrust() {}

    @TargetClass(className = "com.microsoft.aad.msal4j.MexParser")
    static final class Endpoints {

        private Endpoints() {}

        @Substitute
        static Policy getPolicyFromMexResponseForIntegrated(String response, boolean log) {
            throw new UnsupportedOperationException("this needs WS-Trust");
        }

        @Substitute
        static Policy getWsTrustEndpointFromMexResponse(String response, boolean log) {
            throw new UnsupportedOperationException("this needs WS-Trust");
        }
    }

    @TargetClass(className = "com.microsoft.aad.msal4j.WSTrustResponse")
    static final class Response {

        private Response() {}

        @Substitute
        static Response parse(String response, Version version) {
            throw new UnsupportedOperationException("this needs WS-Trust");
        }
    }

    @TargetClass(className = "com.microsoft.aad.msal4j.BindingPolicy")
    static final class Policy {

        private Policy() {}
    }

    @TargetClass(className = "com.microsoft.aad.msal4j.WSTrustVersion")
    static final class Version {

        private Version() {}
    }
}
