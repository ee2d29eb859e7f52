package io.github.gatehouse.tests.openapi;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.github.gatehouse.tests.support.Response;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docs/openapi.yaml}, read strictly: a repeated key is an error. */
final class OpenApiDocument {

    private static final Path FILE = Path.of("..", "..", "docs", "openapi.yaml");
    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete", "options");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode root;

    private OpenApiDocument(JsonNode root) {
        this.root = root;
    }

    static OpenApiDocument read() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (Reader reader = Files.newBufferedReader(FILE, StandardCharsets.UTF_8)) {
            return new OpenApiDocument(MAPPER.valueToTree(new Yaml(new SafeConstructor(options)).<Object>load(reader)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode root() {
        return root;
    }

    /**
     * One call.
     *
     * @param method in upper case
     * @param path with its parameters in braces
     * @param parameters of the path and of the call
     * @param definition the rest
     */
    record Operation(String method, String path, List<JsonNode> parameters, JsonNode definition) {

        boolean isSecuredBy(String scheme) {
            for (JsonNode alternative : definition.path("security")) {
                if (alternative.has(scheme)) {
                    return true;
                }
            }
            return false;
        }

        boolean documents(int status) {
            return definition.path("responses").has(Integer.toString(status));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> {
                    List<JsonNode> parameters = new ArrayList<>();
                    path.getValue().path("parameters").forEach(p -> parameters.add(resolved(p)));
                    method.getValue().path("parameters").forEach(p -> parameters.add(resolved(p)));
                    operations.add(new Operation(
                            method.getKey().toUpperCase(Locale.ROOT), path.getKey(), parameters, method.getValue()));
                }));
        return operations;
    }

    Operation operation(String method, String path) {
        return operations().stream()
                .filter(operation ->
                        operation.method().equals(method) && operation.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Not documented: " + method + " " + path));
    }

    /** The node, or what its {@code $ref} points to. */
    JsonNode resolved(JsonNode node) {
        if (!node.has("$ref")) {
            return node;
        }
        String reference = node.get("$ref").asText();
        JsonNode target = reference.startsWith("#") ? root.at(reference.substring(1)) : root.path("none");
        if (target.isMissingNode()) {
            throw new AssertionError("docs/openapi.yaml refers to what is not there: " + reference);
        }
        return resolved(target);
    }

    /** All references in the file. */
    Set<String> references() {
        Set<String> references = new TreeSet<>();
        root.findValues("$ref").forEach(reference -> references.add(reference.asText()));
        return references;
    }

    /** In what an answer differs from what is documented. */
    List<String> differences(Operation operation, Response answer) {
        JsonNode documented = resolved(operation.definition().path("responses").path(String.valueOf(answer.status())));
        if (documented.isMissingNode()) {
            return List.of("the status " + answer.status() + " is not documented");
        }
        List<String> differences = new ArrayList<>();
        documented.path("headers").properties().forEach(header -> {
            String value = answer.header(header.getKey());
            JsonNode definition = resolved(header.getValue());
            if (value != null) {
                violations(definition.path("schema"), MAPPER.valueToTree(value))
                        .forEach(violation -> differences.add("header " + header.getKey() + ": " + violation));
            } else if (definition.path("required").asBoolean()) {
                differences.add("the header " + header.getKey() + " is missing");
            }
        });
        if (!operation.method().equals("HEAD")) {
            bodyDifferences(documented.path("content"), answer, differences);
        }
        return differences;
    }

    private void bodyDifferences(JsonNode content, Response answer, List<String> differences) {
        if (content.isMissingNode() || answer.text().isEmpty()) {
            if (!answer.text().isEmpty()) {
                differences.add("there is a body");
            } else if (content.has("application/json")) {
                differences.add("there is no body");
            }
            return;
        }
        String type = String.valueOf(answer.header("Content-Type")).split(";", -1)[0];
        if (!content.has(type)) {
            differences.add("the media type " + type + " is not documented");
        } else if (type.equals("application/json")) {
            differences.addAll(violations(content.path(type).path("schema"), answer.json()));
        }
    }

    /** In what a value differs from a schema of this file. */
    List<String> violations(JsonNode schema, JsonNode value) {
        ObjectNode rooted = MAPPER.createObjectNode();
        rooted.putArray("allOf").add(schema);
        rooted.set("$defs", root.path("components").path("schemas"));
        return SCHEMAS
                .getSchema(rooted.toString().replace("\"#/components/schemas/", "\"#/$defs/"), STRICT)
                .validate(value)
                .stream()
                .map(Object::toString)
                .toList();
    }
}
