package io.github.gatehouse.tests.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatehouse.accountsecurity.AccountSecurityAdminResource;
import io.github.gatehouse.accountsecurity.AccountSecurityResource;
import io.github.gatehouse.apitokens.administration.ApiTokenAdminResource;
import io.github.gatehouse.apitokens.selfservice.ApiTokenResource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

@DisplayName("docs/openapi.yaml")
class OpenApiTest {

    private static final OpenApiDocument DOCUMENT = OpenApiDocument.read();

    /** Keycloak serves these; Gatehouse teaches them about API tokens. */
    private static final Set<String> OF_KEYCLOAK = Set.of(
            "POST /realms/{realm}/protocol/openid-connect/token",
            "POST /realms/{realm}/protocol/openid-connect/token/introspect");

    @Test
    @DisplayName("describes exactly the calls that the resource classes serve")
    void describesExactlyTheCallsThatAreServed() {
        Set<String> served = new TreeSet<>(OF_KEYCLOAK);
        served.addAll(JaxRsOperations.of(ApiTokenResource.class, "/realms/{realm}/api-tokens"));
        served.addAll(JaxRsOperations.of(ApiTokenAdminResource.class, "/admin/realms/{realm}/api-tokens"));
        served.addAll(JaxRsOperations.of(AccountSecurityResource.class, "/realms/{realm}/account-security"));
        served.addAll(JaxRsOperations.of(AccountSecurityAdminResource.class, "/admin/realms/{realm}/account-security"));

        assertThat(served).hasSizeGreaterThan(OF_KEYCLOAK.size() + 24);
        assertThat(DOCUMENT.operations()).extracting(Object::toString).containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void refersOnlyToWhatIsThereAndLeavesNothingUnused() {
        Set<String> references = DOCUMENT.references();
        assertThat(references).allSatisfy(reference -> assertThatCode(() ->
                        DOCUMENT.resolved(new ObjectMapper().createObjectNode().put("$ref", reference)))
                .doesNotThrowAnyException());

        Set<String> components = new TreeSet<>();
        DOCUMENT.root().path("components").properties().stream()
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .forEach(kind -> kind.getValue()
                        .fieldNames()
                        .forEachRemaining(name -> components.add("#/components/" + kind.getKey() + "/" + name)));
        assertThat(references).containsExactlyInAnyOrderElementsOf(components);
    }

    @Test
    void namesEachParameterOfAPath() {
        assertThat(DOCUMENT.operations()).allSatisfy(operation -> {
            List<String> inPath = new ArrayList<>();
            operation.parameters().stream()
                    .filter(parameter -> parameter.path("in").asText().equals("path"))
                    .forEach(
                            parameter -> inPath.add("{" + parameter.path("name").asText() + "}"));
            List<String> braces = List.of(operation.path().split("/", -1)).stream()
                    .filter(segment -> segment.startsWith("{"))
                    .toList();
            assertThat(inPath).containsExactlyInAnyOrderElementsOf(braces);
        });
    }

    @Test
    void saysForEachCallWhoMayMakeIt() {
        Set<String> schemes = DOCUMENT.root().path("components").path("securitySchemes").properties().stream()
                .map(java.util.Map.Entry::getKey)
                .collect(Collectors.toSet());
        Set<String> used = new TreeSet<>();
        assertThat(DOCUMENT.operations()).allSatisfy(operation -> {
            JsonNode security = operation.definition().path("security");
            assertThat(security.isArray()).isTrue();
            StreamSupport.stream(security.spliterator(), false)
                    .forEach(alternative -> alternative.fieldNames().forEachRemaining(used::add));
        });
        assertThat(used).containsExactlyInAnyOrderElementsOf(schemes);
    }
}
