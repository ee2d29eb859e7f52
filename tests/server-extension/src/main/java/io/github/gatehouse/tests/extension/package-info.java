/**
 * A provider JAR that only test servers get: it lets a test travel in time and gives benchmarks their baselines. It asks for no
 * sign-in, so it must never reach a real server; a test proves that the published zip does not contain it.
 */
package io.github.gatehouse.tests.extension;
