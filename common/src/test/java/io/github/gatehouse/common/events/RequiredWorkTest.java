package io.github.gatehouse.common.events;

import java.util.ArrayList;
import java.util.List;

import io.github.gatehouse.common.events.RequiredWork.Waiting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequiredWorkTest {

    private final Waiting waiting = new Waiting();
    private final List<String> done = new ArrayList<>();

    @BeforeEach
    void begin() {
        waiting.begin();
    }

    @Test
    void waitsForTheCommitAndKeepsTheOrder() {
        waiting.add(() -> done.add("first"));
        waiting.add(() -> done.add("second"));
        assertThat(done).isEmpty();
        waiting.commit();
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void doesWhatWorkAsksForInTheSameCommit() {
        waiting.add(() -> waiting.add(() -> done.add("asked for")));
        waiting.add(() -> done.add("last"));
        waiting.commit();
        assertThat(done).containsExactly("last", "asked for");
    }

    @Test
    void doesAtOnceWhatIsAskedForAfterwards() {
        waiting.commit();
        waiting.add(() -> done.add("late"));
        assertThat(done).containsExactly("late");
    }

    @Test
    void failsTheCommitWithTheFirstWorkThatFails() {
        waiting.add(() -> {
            throw new IllegalStateException("no table");
        });
        waiting.add(() -> done.add("never"));
        assertThatThrownBy(waiting::commit).hasMessage("no table");
        assertThat(done).isEmpty();
    }

    @Test
    void doesNothingWhereTheRequestFails() {
        waiting.add(() -> done.add("never"));
        waiting.rollback();
        assertThat(done).isEmpty();
    }
}
