package io.github.gatehouse.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

/** One listener of the JDK's own HTTP server with a bounded number of threads and one handler. */
final class LocalServer implements AutoCloseable {

    private static final int THREADS = 8;

    private final HttpServer server;
    private final ExecutorService threads;

    private LocalServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Listens at once.
     *
     * @param address where to listen; port 0 takes a free one
     * @param path requests under this path go to the handler, all others are answered with 404
     * @throws IOException when the port is in use; the message names it
     */
    static LocalServer start(InetSocketAddress address, String path, HttpHandler handler) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (BindException e) {
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        server.setExecutor(threads);
        server.createContext(path, handler);
        server.start();
        return new LocalServer(server, threads);
    }

    /** Lets another handler answer the requests under a path; of two paths the longer one counts. */
    LocalServer with(String path, HttpHandler handler) {
        server.createContext(path, handler);
        return this;
    }

    /** Address of the listener without a path, for example {@code http://127.0.0.1:49152}. */
    URI address() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
