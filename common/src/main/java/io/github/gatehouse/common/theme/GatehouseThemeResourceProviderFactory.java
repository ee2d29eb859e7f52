package io.github.gatehouse.common.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Properties;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.theme.ThemeResourceProvider;
import org.keycloak.theme.ThemeResourceProviderFactory;

/**
 * Brings the templates and messages of all Gatehouse modules into every theme. Keycloak's own provider for {@code theme-resources} (26.7) reads the messages of
 * one JAR only, whichever comes first, so that another extension could take ours away.
 */
@AutoService(ThemeResourceProviderFactory.class)
public final class GatehouseThemeResourceProviderFactory
        implements ThemeResourceProviderFactory,
                GatehouseProviderFactory<ThemeResourceProvider>,
                ThemeResourceProvider {

    public static final String ID = "gatehouse-theme-resources";

    private static final String FOLDER = "gatehouse-theme-resources/";
    private static final String BUNDLE = "messages";

    private static final ClassLoader CLASS_LOADER = GatehouseThemeResourceProviderFactory.class.getClassLoader();

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public ThemeResourceProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public URL getTemplate(String name) {
        return CLASS_LOADER.getResource(FOLDER + "templates/" + name);
    }

    @Override
    public InputStream getResourceAsStream(String path) {
        return null;
    }

    @Override
    public Properties getMessages(String baseBundlename, Locale locale) throws IOException {
        Properties messages = new Properties();
        if (baseBundlename.equals(BUNDLE)) {
            String name = FOLDER + BUNDLE + "/" + BUNDLE + "_" + locale + ".properties";
            for (URL url : Collections.list(CLASS_LOADER.getResources(name))) {
                try (InputStreamReader reader = new InputStreamReader(url.openStream(), StandardCharsets.UTF_8)) {
                    messages.load(reader);
                }
            }
        }
        return messages;
    }

    @Override
    public void close() {}
}
