package io.github.gatehouse.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("The demo realm's file")
class DemoRealmTest {

    @TempDir
    private Path directory;

    @Test
    void ofTheProjectNamesTheRealmAndTheResourceServer() throws Exception {
        DemoRealm realm = DemoRealm.read(Path.of("..", "realm-exports", "gatehouse-demo.json"));

        assertThat(realm.name()).isEqualTo("gatehouse");
        ClientSecretBasic resourceServer = realm.resourceServer();
        assertThat(resourceServer.getClientID()).hasToString("reports-api");
        assertThat(resourceServer.getClientSecret().getValue()).startsWith("demo-only-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"realm\": \"gatehouse\", \"clients\": [{\"clientId\": \"reports-api\", \"secret\": \"s\"}]}",
                "{\"realm\": \"x\", \"attributes\": {\"gatehouse.demo\": \"false\"},"
                        + " \"clients\": [{\"clientId\": \"reports-api\", \"secret\": \"s\"}]}",
                "{\"realm\": \"x\", \"attributes\": {\"gatehouse.demo\": \"true\"}, \"clients\": []}",
                "{\"attributes\": {\"gatehouse.demo\": \"true\"}}",
                "no json"
            })
    void isRefusedWhenItIsNoCompleteDemoRealm(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("realm.json"), content);

        assertThatIllegalArgumentException().isThrownBy(() -> DemoRealm.read(file));
    }
}
