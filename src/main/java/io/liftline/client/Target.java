package io.liftline.client;

import io.liftline.client.Options.Given;
import io.liftline.client.Options.Option;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The service that a command talks to, and the credential for it.
///
/// @param base its address without a slash at the end, such as `https://liftline.example.com`
/// @param credential an API key or an access token; empty for none
/// @param authorities a PEM file with the certificates to trust; empty for those of the system
record Target(URI base, Optional<String> credential, Optional<Path> authorities) {

    /// The options that every command of this package has.
    static final List<Option> OPTIONS = List.of(
            Option.once("url", "URL", "address of the service; default $LIFTLINE_URL or http://localhost:8080"),
            Option.once("key", "FILE", "file with an API key or an access token; default $LIFTLINE_KEY"),
            Option.once("ca", "FILE", "PEM file with the certificates of an authority of your own"),
            Option.flag("insecure", "send the key over http:// to another host, where others can read it"));

    private static final String API_KEY = "llk_";
    private static final String ONE_WORD = "[!-~]+";

    /// Reads the options and the environment.
    ///
    /// @throws MisuseException if they are wrong, or the key would be sent over http to another host
    static Target of(Given given, Map<String, String> environment) {
        String url = given.value("url").orElse(environment.getOrDefault("LIFTLINE_URL", "http://localhost:8080"));
        Optional<String> credential = given.value("key")
                .map(Target::fromFile)
                .or(() -> Optional.ofNullable(environment.get("LIFTLINE_KEY")).map(String::strip))
                .filter(text -> !text.isEmpty());
        URI base = address("--url", url);
        if (credential.isPresent() && !credential.get().matches(ONE_WORD)) {
            throw new MisuseException(
                    "the key must be one word; the file of --key, or LIFTLINE_KEY, holds something else");
        }
        if (credential.isPresent() && base.getScheme().equals("http") && !isLoopback(base) && !given.has("insecure")) {
            throw new MisuseException("the key is not sent over http:// to another host, where others can read it;"
                    + " use https://, or say --insecure");
        }
        return new Target(base, credential, given.value("ca").map(Path::of));
    }

    /// The address of a service.
    ///
    /// @param option the option that names it
    /// @throws MisuseException if the text is none
    static URI address(String option, String url) {
        try {
            URI uri = new URI(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getQuery() == null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // the message below says the same
        }
        throw new MisuseException(option + " is '" + url + "', but must be like https://liftline.example.com");
    }

    private static String fromFile(String file) {
        if (file.startsWith(API_KEY)) {
            throw new MisuseException(
                    "--key names a file with the key: every user of this machine can read the arguments of a command");
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException _) {
            throw new MisuseException("the file of --key cannot be read: " + file);
        }
    }

    private static boolean isLoopback(URI uri) {
        try {
            return InetAddress.getByName(uri.getHost()).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    /// The address of a path of the API.
    ///
    /// @param path with its query, beginning with a slash
    URI uri(String path) {
        return URI.create(base + path);
    }
}
