package io.github.gatehouse.tests.support;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A running Keycloak server with Gatehouse in it, or one node of it. */
public final class TestServer {

    private final ServerBackend backend;
    private final boolean shared;
    private final int number;
    private final List<TestServer> nodes;
    private final TimeTravel time;
    private final AdminToken adminToken;

    private TestServer(
            ServerBackend backend,
            boolean shared,
            int number,
            List<TestServer> nodes,
            TimeTravel time,
            AdminToken adminToken) {
        this.backend = backend;
        this.shared = shared;
        this.number = number;
        this.nodes = nodes;
        this.time = time;
        this.adminToken = adminToken;
    }

    /**
     * The first node of a server.
     *
     * @param shared whether other test classes use the same server
     */
    static TestServer of(ServerBackend backend, boolean shared) {
        List<ServerNode> started = backend.nodes();
        AdminToken adminToken = new AdminToken(started.get(0).baseUri());
        TimeTravel time =
                new TimeTravel(started.stream().map(ServerNode::baseUri).toList(), adminToken);
        List<TestServer> nodes = new ArrayList<>();
        for (int number = 0; number < started.size(); number++) {
            nodes.add(new TestServer(backend, shared, number, nodes, time, adminToken));
        }
        return nodes.get(0);
    }

    /** The address of this node, without a slash at the end: {@code http://localhost:40123}. */
    public URI baseUri() {
        return node().baseUri();
    }

    /**
     * The address that users see, without a slash at the end: the issuer of tokens and the links in mails begin with it. In a cluster
     * it is the first node's on all nodes, as if a load balancer stood there.
     */
    public URI publicUri() {
        return nodes.get(0).baseUri();
    }

    /** The address of health and metrics, without a slash at the end. */
    public URI managementUri() {
        return node().managementUri();
    }

    /** Administration REST as the first administrator of the realm {@code master}; paths relative to {@code /admin}. */
    public AdminApi admin() {
        return new AdminApi(new Http(baseUri(), "master"), "/admin", adminToken);
    }

    /** Plain requests to this node; {@code {realm}} in a path stands for {@code master}. */
    public Http http() {
        return new Http(baseUri(), "master");
    }

    /** The clock of the server, the same on all nodes. */
    public TimeTravel time() {
        return time;
    }

    /**
     * The server's log.
     *
     * @throws IllegalStateException if the server was not started by the tests
     */
    public Path log() {
        return node().log().orElseThrow(() -> new IllegalStateException("This backend has no log file"));
    }

    /**
     * The process id of the server's JVM, another one after {@link #restart()}.
     *
     * @throws IllegalStateException if the server does not run as a process of this machine
     */
    public long pid() {
        return node().pid().orElseThrow(() -> new IllegalStateException("This backend has no process here"));
    }

    /** The JDBC address of the server's database, user name and password included; absent if it is the embedded one. */
    public Optional<String> jdbcUrl() {
        return backend.jdbcUrl();
    }

    /** Whether the server has more than one node. */
    public boolean isClusterNode() {
        return nodes.size() > 1;
    }

    /** All nodes, this one among them. */
    public List<TestServer> nodes() {
        return List.copyOf(nodes);
    }

    /**
     * Stops the server, all its nodes, as an operating system does (SIGTERM), and starts it again. Addresses and data stay; what the
     * server had in memory is gone, its clock is put back.
     *
     * @throws IllegalStateException if other test classes use the same server, see {@link GatehouseTest#ownServer()}
     */
    public void restart() {
        if (shared) {
            throw new IllegalStateException("Other classes use this server too: @GatehouseTest(ownServer = true)");
        }
        backend.restart();
        time.reset();
    }

    /**
     * Ends the server as {@code kill -9} does, without giving it a chance to finish anything. {@link #restart} brings it back.
     *
     * @throws IllegalStateException if other test classes use the same server, or it is no process of this machine
     */
    public void kill() {
        if (shared) {
            throw new IllegalStateException("Other classes use this server too: @GatehouseTest(ownServer = true)");
        }
        ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private ServerNode node() {
        return backend.nodes().get(number);
    }
}
