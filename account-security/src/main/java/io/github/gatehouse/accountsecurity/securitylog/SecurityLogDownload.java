package io.github.gatehouse.accountsecurity.securitylog;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatehouse.common.admin.AdminCall;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.storage.securitylog.JpaSecurityLogStore;
import io.github.gatehouse.storage.securitylog.SecurityLogEntry;
import io.github.gatehouse.storage.securitylog.SecurityLogQuery;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Entries as a file, the newest first: CSV, or one JSON object in each line. Read and written in parts, each in a transaction of its own, so that a log of any length
 * needs no more memory than a short one.
 */
final class SecurityLogDownload implements StreamingOutput {

    private static final int PART = 500;

    private static final List<String> COLUMNS = List.of(
            "id",
            "at",
            "category",
            "kind",
            "outcome",
            "user_id",
            "username",
            "address",
            "browser",
            "system",
            "client",
            "actor",
            "actor_realm",
            "impersonated",
            "details");

    /** What a file is written as. */
    private enum Format {
        CSV("text/csv;charset=UTF-8;header=present", "csv"),
        JSON("application/x-ndjson", "jsonl");

        private final String type;
        private final String extension;

        Format(String type, String extension) {
            this.type = type;
            this.extension = extension;
        }

        static Format of(String name) {
            if (name == null || name.isEmpty() || name.equals("csv")) {
                return CSV;
            }
            if (name.equals("json")) {
                return JSON;
            }
            throw Refusal.invalid("format", "'format' must be csv or json.");
        }
    }

    private final KeycloakSessionFactory factory;
    private final SecurityLogQuery query;
    private final Format format;
    private final ObjectMapper mapper = new ObjectMapper();

    private SecurityLogDownload(KeycloakSessionFactory factory, SecurityLogQuery query, Format format) {
        this.factory = factory;
        this.query = query;
        this.format = format;
    }

    /**
     * The answer with the file.
     *
     * @param format {@code csv} (default) or {@code json}
     */
    static Response of(AdminCall call, SecurityLogQuery query, String format) {
        Format wanted = Format.of(format);
        return Response.ok(new SecurityLogDownload(call.session().getKeycloakSessionFactory(), query, wanted))
                .type(MediaType.valueOf(wanted.type))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"security-log." + wanted.extension + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @Override
    public void write(OutputStream output) throws IOException {
        Writer writer = new OutputStreamWriter(output, StandardCharsets.UTF_8);
        if (format == Format.CSV) {
            writer.write(CsvLine.of(COLUMNS));
        }
        Optional<String> last = Optional.empty();
        List<SecurityLogRepresentation> part;
        do {
            part = part(last);
            for (SecurityLogRepresentation entry : part) {
                writer.write(line(entry));
            }
            writer.flush();
            last = part.isEmpty() ? last : Optional.of(part.get(part.size() - 1).id());
        } while (part.size() == PART);
    }

    private List<SecurityLogRepresentation> part(Optional<String> olderThan) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> {
            RealmModel realm = own.realms().getRealm(query.realmId());
            if (realm == null) {
                return List.<SecurityLogRepresentation>of();
            }
            own.getContext().setRealm(realm);
            List<SecurityLogEntry> entries = new JpaSecurityLogStore(own).listOlder(query, olderThan, PART);
            return SecurityLogView.ofRealm(own, realm).of(entries);
        });
    }

    private String line(SecurityLogRepresentation entry) throws IOException {
        if (format == Format.JSON) {
            return mapper.writeValueAsString(entry) + "\n";
        }
        List<String> cells = new ArrayList<>(COLUMNS.size());
        cells.add(entry.id());
        cells.add(entry.at());
        cells.add(entry.category());
        cells.add(entry.kind());
        cells.add(entry.outcome());
        cells.add(entry.user() == null ? null : entry.user().id());
        cells.add(entry.user() == null ? null : entry.user().username());
        cells.add(entry.address());
        cells.add(entry.browser());
        cells.add(entry.system());
        cells.add(entry.client());
        cells.add(entry.actor() == null ? null : entry.actor().username());
        cells.add(entry.actor() == null ? null : entry.actor().realm());
        cells.add(Boolean.toString(entry.impersonated()));
        cells.add(entry.details().entrySet().stream()
                .map(detail -> detail.getKey() + "=" + detail.getValue())
                .collect(Collectors.joining("; ")));
        return CsvLine.of(cells);
    }
}
