package io.github.gatehouse.tests.support;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where one node of a server is to be found.
 *
 * @param baseUri the node's address, without a slash at the end
 * @param managementUri the address of health and metrics, without a slash at the end
 * @param log the node's log file, if the harness started it
 * @param pid the process id of the server's JVM, if it runs on this machine
 */
record ServerNode(URI baseUri, URI managementUri, Optional<Path> log, Optional<Long> pid) {}
