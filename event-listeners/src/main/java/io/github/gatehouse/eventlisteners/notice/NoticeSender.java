package io.github.gatehouse.eventlisteners.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.gatehouse.common.job.RestingRealms;
import io.github.gatehouse.storage.notice.JpaNoticeStore;
import io.github.gatehouse.storage.notice.Notice;
import io.github.gatehouse.storage.notice.NoticeStore;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.timer.TimerProvider;

/**
 * Sends what is in the queue, in two threads of its own, so that a mail server that is slow or gone slows and fails nothing else. Each node does so; a notice is sent by
 * the one that claims it. What cannot be sent is tried again by {@link RetrySchedule}. A node that dies while it sends leaves its claim behind: another one takes it
 * when the lease is over, so a mail is rather sent twice than never.
 */
final class NoticeSender {

    private static final Logger LOG = Logger.getLogger(NoticeSender.class);

    /** The task by which each node looks for what is due again, and for what others have left. */
    private static final String TASK = "gatehouse-notices";

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int THREADS = 2;

    /** Far longer than a conversation with a mail server, each step of which Keycloak ends after 10 seconds. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    /** A mail server that takes longer to fail than this is left alone by this node for {@link #REST}: other realms' mails must not wait behind it. */
    private static final Duration SLOW = Duration.ofSeconds(2);

    private static final Duration REST = Duration.ofSeconds(30);

    private static final int MOST_IN_ONE_MAIL = 100;
    private static final Duration STOP = Duration.ofSeconds(5);

    private final KeycloakSessionFactory factory;
    private final Clock clock;
    private final MailPace pace = new MailPace();
    private final RestingRealms resting = new RestingRealms();
    private final ThreadPoolExecutor threads;

    NoticeSender(KeycloakSessionFactory factory, Clock clock) {
        this.factory = factory;
        this.clock = clock;
        this.threads = threads();
    }

    private static ThreadPoolExecutor threads() {
        AtomicInteger number = new AtomicInteger();
        // Runs that wait have not looked into the queue yet, so as many as there are threads are enough: the next ones
        // can be dropped.
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(THREADS),
                run -> {
                    Thread thread = new Thread(run, "gatehouse-notices-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    // Mail and templates are looked up by it; that of whoever wakes the sender first may be any.
                    thread.setContextClassLoader(NoticeSender.class.getClassLoader());
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    void start() {
        KeycloakModelUtils.runJobInTransaction(factory, session -> session.getProvider(TimerProvider.class)
                .scheduleTask(task -> wake(), INTERVAL.toMillis(), TASK));
    }

    /** Lets the notices be sent that are due. Returns at once. */
    void wake() {
        threads.execute(this::sendWhatIsDue);
    }

    /** Lets what is being sent come to its end, for a few seconds. */
    void stop() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A security notice was still being sent when the server stopped; it may be sent again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendWhatIsDue() {
        try {
            while (!threads.isShutdown()) {
                Optional<List<Notice>> claimed = claim();
                if (claimed.isEmpty()) {
                    return;
                }
                send(claimed.get());
            }
        } catch (RuntimeException e) {
            // A database that is gone shows as one exception or another. What was claimed is taken up when its lease is
            // over, all else at the next interval.
            LOG.warn("Security notices could not be sent; they are tried again", e);
        }
    }

    /** What is to go into one mail; an empty list if it has to wait; nothing if nothing is due. */
    private Optional<List<Notice>> claim() {
        Instant now = clock.instant();
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            NoticeStore store = new JpaNoticeStore(session);
            return store.claim(now, now.plus(LEASE), resting.at(now)).map(first -> bundle(store, first, now));
        });
    }

    private List<Notice> bundle(NoticeStore store, Notice first, Instant now) {
        List<Notice> notices = new ArrayList<>();
        notices.add(first);
        if (first.userId().isPresent()) {
            return notices;
        }
        notices.addAll(store.claimForSameAddress(first, now, now.plus(LEASE), MOST_IN_ONE_MAIL - 1));
        Optional<Instant> later = pace.admit(first.realmId(), first.address(), now);
        if (later.isPresent()) {
            notices.forEach(notice -> store.giveBack(notice, later.get()));
            return List.of();
        }
        return notices;
    }

    private void send(List<Notice> claimed) {
        List<Notice> notices = claimed.stream()
                .filter(notice -> RetrySchedule.hasAttempt(notice.attempts()))
                .toList();
        claimed.stream().filter(notice -> !notices.contains(notice)).forEach(notice -> giveUp(notice, null));
        if (notices.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        Optional<Exception> failure = mail(notices);
        if (failure.isEmpty()) {
            KeycloakModelUtils.runJobInTransaction(
                    factory, session -> notices.forEach(new JpaNoticeStore(session)::remove));
        } else {
            boolean slow = System.nanoTime() - start > SLOW.toNanos();
            failed(notices, failure.get(), slow);
        }
    }

    private Optional<Exception> mail(List<Notice> notices) {
        try {
            return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
                try {
                    new NoticeMail(session).send(notices);
                    return Optional.empty();
                } catch (EmailException e) {
                    return Optional.of(e);
                }
            });
        } catch (RuntimeException e) {
            // A user federation that does not answer or a template of a theme that is wrong, for example: one is mended
            // as a mail server is, and other notices must not wait behind it.
            return Optional.of(e);
        }
    }

    private void failed(List<Notice> notices, Exception failure, boolean slow) {
        Instant now = clock.instant();
        if (slow) {
            resting.rest(notices.get(0).realmId(), now.plus(REST));
        }
        for (Notice notice : notices) {
            Optional<Duration> delay = RetrySchedule.delayAfter(notice.attempts());
            if (delay.isEmpty()) {
                giveUp(notice, failure);
                continue;
            }
            LOG.warnf(
                    "A security notice (%s) of realm %s could not be mailed (attempt %d) and is tried again in %s: %s",
                    notice.kind(), notice.realmId(), notice.attempts(), delay.get(), reason(failure));
            KeycloakModelUtils.runJobInTransaction(
                    factory, session -> new JpaNoticeStore(session).putOff(notice, now.plus(delay.get())));
        }
    }

    private void giveUp(Notice notice, Exception failure) {
        LOG.errorf(
                "A security notice (%s) of realm %s, user %s, from %s, was given up and is lost: %s",
                notice.kind(),
                notice.realmId(),
                notice.userId().orElse("–"),
                notice.at(),
                failure == null ? "each attempt ended with its node" : reason(failure));
        KeycloakModelUtils.runJobInTransaction(factory, session -> new JpaNoticeStore(session).remove(notice));
    }

    /** The innermost reason, in one line. */
    private static String reason(Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause).replaceAll("\\s+", " ");
    }
}
