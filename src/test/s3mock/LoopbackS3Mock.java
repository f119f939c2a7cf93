import com.adobe.testing.s3mock.S3MockApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/// Runs S3Mock on 127.0.0.1 only. It opens a second port, which has no setting for the address.
public class LoopbackS3Mock implements WebServerFactoryCustomizer<TomcatWebServerFactory> {

    public static void main(String... arguments) {
        new SpringApplicationBuilder(S3MockApplication.class, LoopbackS3Mock.class).run(arguments);
    }

    @Override
    public void customize(TomcatWebServerFactory factory) {
        factory.getAdditionalConnectors().forEach(connector -> connector.setProperty("address", "127.0.0.1"));
    }
}
