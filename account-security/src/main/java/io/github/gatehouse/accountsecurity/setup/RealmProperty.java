package io.github.gatehouse.accountsecurity.setup;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.keycloak.models.RealmModel;

/**
 * Something of a realm that has a value: a field, an attribute, a binding.
 *
 * @param name for {@link SetupMemory} and people; never changes
 * @param reader null = nothing
 * @param writer takes what the reader gives
 * @param stock the values that nobody has chosen, because Keycloak puts them there
 */
record RealmProperty(
        String name, Function<RealmModel, String> reader, BiConsumer<RealmModel, String> writer, Set<String> stock) {

    /** A realm attribute in Keycloak's own name space, as Keycloak writes it. */
    static RealmProperty attribute(String key, String... stock) {
        return new RealmProperty(
                key,
                realm -> realm.getAttribute(key),
                (realm, value) -> {
                    if (value == null) {
                        realm.removeAttribute(key);
                    } else {
                        realm.setAttribute(key, value);
                    }
                },
                orNothing(stock));
    }

    static RealmProperty number(
            String name, Function<RealmModel, Integer> reader, BiConsumer<RealmModel, Integer> writer, int stock) {
        return new RealmProperty(
                name,
                realm -> reader.apply(realm).toString(),
                (realm, value) -> writer.accept(realm, Integer.valueOf(value)),
                Set.of(Integer.toString(stock)));
    }

    static RealmProperty flag(
            String name, Function<RealmModel, Boolean> reader, BiConsumer<RealmModel, Boolean> writer, boolean stock) {
        return new RealmProperty(
                name,
                realm -> reader.apply(realm).toString(),
                (realm, value) -> writer.accept(realm, Boolean.valueOf(value)),
                Set.of(Boolean.toString(stock)));
    }

    /** These values, and nothing at all. */
    static Set<String> orNothing(String... stock) {
        Set<String> values = new HashSet<>(Arrays.asList(stock));
        values.add(null);
        return Collections.unmodifiableSet(values);
    }

    String read(RealmModel realm) {
        return reader.apply(realm);
    }

    void write(RealmModel realm, String value) {
        writer.accept(realm, value);
    }

    boolean isStock(String value) {
        return stock.contains(value);
    }
}
