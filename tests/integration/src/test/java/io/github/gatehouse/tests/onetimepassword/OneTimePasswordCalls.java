package io.github.gatehouse.tests.onetimepassword;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.awaitility.Awaitility;

/** Users, the administrator's call, and what the mails contain. */
final class OneTimePasswordCalls {

    private static final Pattern SECRET = Pattern.compile("(?m)^[a-z2-9]{5}(-[a-z2-9]{5}){3}$");

    private final TestRealm realm;
    private final MailSink mail;
    private final TestClient application;

    OneTimePasswordCalls(TestRealm realm, MailSink mail) {
        this.realm = realm;
        this.mail = mail;
        this.application = realm.client("application")
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
    }

    TestUser user(String name) {
        return realm.user(name)
                .email(name + "@" + realm.name() + ".example.org")
                .create();
    }

    static String path(TestUser user) {
        return "/account-security/users/" + user.id() + "/one-time-password";
    }

    Response order(TestUser user) {
        return realm.admin().post(path(user)).send();
    }

    /** The newest that the user has got; other mails may come in between. */
    String mailed(TestUser user) {
        long before = secrets(user).size();
        order(user).expect(200);
        return Awaitility.await("the mail to " + user.email())
                .until(() -> secrets(user), secrets -> secrets.size() == before + 1)
                .get((int) before);
    }

    List<String> secrets(TestUser user) {
        return mail.to(user.email()).stream()
                .map(OneTimePasswordCalls::secret)
                .flatMap(Optional::stream)
                .toList();
    }

    static Optional<String> secret(MimeMessage message) {
        try {
            Matcher found = SECRET.matcher(((MimeMultipart) message.getContent())
                    .getBodyPart(0)
                    .getContent()
                    .toString()
                    .replace("\r", ""));
            return found.find() ? Optional.of(found.group()) : Optional.empty();
        } catch (IOException | MessagingException e) {
            throw new AssertionError("A mail that cannot be read", e);
        }
    }

    PlainBrowser typed(TestUser user, String password) {
        return signInPage().submit("username", user.username(), "password", password);
    }

    PlainBrowser signInPage() {
        return new PlainBrowser(realm).authorize(application);
    }
}
