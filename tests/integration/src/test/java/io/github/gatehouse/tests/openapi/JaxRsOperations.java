package io.github.gatehouse.tests.openapi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;

/** The calls that a resource class serves, read from its annotations: {@code GET /realms/{realm}/api-tokens}. */
final class JaxRsOperations {

    /** What a resource takes for itself and everything below. */
    private static final String EVERYTHING = "{path: .*}";

    private JaxRsOperations() {}

    static Set<String> of(Class<?> resource, String root) {
        Set<String> operations = new TreeSet<>();
        for (Method method : resource.getDeclaredMethods()) {
            Set<String> verbs = verbs(method);
            if (verbs.isEmpty()) {
                if (method.isAnnotationPresent(Path.class)) {
                    operations.addAll(of(method.getReturnType(), root + "/" + path(method)));
                }
            } else if (!isPreflight(method, resource)) {
                for (String path : paths(method, root)) {
                    verbs.forEach(verb -> operations.add(verb + " " + path));
                }
            }
        }
        if (Arrays.stream(resource.getDeclaredMethods()).anyMatch(method -> isPreflight(method, resource))) {
            ownPaths(resource, root).forEach(path -> operations.add("OPTIONS " + path));
        }
        return operations;
    }

    /** One method that answers OPTIONS for all the other methods' paths. */
    private static boolean isPreflight(Method method, Class<?> resource) {
        return method.isAnnotationPresent(OPTIONS.class)
                && path(method).equals(EVERYTHING)
                && Arrays.stream(resource.getDeclaredMethods())
                        .anyMatch(
                                other -> !verbs(other).isEmpty() && !path(other).equals(EVERYTHING));
    }

    private static Set<String> ownPaths(Class<?> resource, String root) {
        return Arrays.stream(resource.getDeclaredMethods())
                .filter(method -> !verbs(method).isEmpty() && !isPreflight(method, resource))
                .flatMap(method -> paths(method, root).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> paths(Method method, String root) {
        String path = path(method);
        if (path.equals(EVERYTHING)) {
            return Set.of(root, root + "/{path}");
        }
        return Set.of(path.isEmpty() ? root : root + "/" + path);
    }

    private static String path(Method method) {
        Path path = method.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }

    private static Set<String> verbs(Method method) {
        return Stream.of(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> type.getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(HttpMethod::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
