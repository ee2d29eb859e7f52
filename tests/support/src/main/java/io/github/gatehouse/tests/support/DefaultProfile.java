package io.github.gatehouse.tests.support;

/** One node with Keycloak's default features. */
public final class DefaultProfile implements ServerProfile {}
