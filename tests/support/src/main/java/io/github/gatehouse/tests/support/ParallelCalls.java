package io.github.gatehouse.tests.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Makes many calls at the same moment. */
public final class ParallelCalls {

    private ParallelCalls() {}

    /** What the calls give, each of which gets its number, from 0. */
    public static List<Integer> of(int number, IntUnaryOperator call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(number);
        try {
            CyclicBarrier start = new CyclicBarrier(number);
            List<Future<Integer>> calls = IntStream.range(0, number)
                    .mapToObj(one -> threads.submit(() -> {
                        start.await();
                        return call.applyAsInt(one);
                    }))
                    .toList();
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : calls) {
                answers.add(answer.get(2, TimeUnit.MINUTES));
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    /** The status of a direct grant at the node that the realm's handle talks to. */
    public static int grant(TestRealm realm, TestUser user, String password) {
        return grant(realm, user, password, "");
    }

    /** The same with a one-time code. */
    public static int grant(TestRealm realm, TestUser user, String password, String code) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "password",
                        "client_id",
                        TestRealm.SIGN_IN_CLIENT,
                        "username",
                        user.username(),
                        "password",
                        password,
                        "totp",
                        code)
                .send()
                .status();
    }
}
