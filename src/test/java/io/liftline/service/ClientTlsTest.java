package io.liftline.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.svm.core.annotate.Substitute;
import io.netty.handler.ssl.SslContext;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Detects when [ClientTls] must be changed or removed. Without this test, only a native build would fail.
class ClientTlsTest {

    private static final String METHOD = "newClientContextInternal";

    /// The class of Quarkus that substitutes methods of Netty's `SslContext` in a native executable.
    private static final String OF_THE_PLATFORM =
            "io.quarkus.netty.runtime.graal.Target_io_netty_handler_ssl_SslContext";

    @Test
    void itReplacesAMethodThatNettyHas() {
        assertThat(signatures(SslContext.class)).contains(replaced());
    }

    @Test
    void thePlatformDoesNotReplaceThatMethodItself() throws ClassNotFoundException {
        assertThat(signatures(Class.forName(OF_THE_PLATFORM)))
                .as("signatures that Quarkus replaces; once ours is among them, delete ClientTls and this test")
                .isNotEmpty()
                .doesNotContain(replaced());
    }

    private static List<Class<?>> replaced() {
        return methods(ClientTls.class)
                .filter(method -> method.isAnnotationPresent(Substitute.class))
                .map(method -> List.of(method.getParameterTypes()))
                .findFirst()
                .orElseThrow();
    }

    private static List<List<Class<?>>> signatures(Class<?> type) {
        return methods(type).map(method -> List.of(method.getParameterTypes())).toList();
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(METHOD));
    }
}
