package io.github.gatehouse.storage.pin;

/** What a PIN must be like (rule M5). The message keys are those of the sign-in pages. */
public enum PinRule {
    ONLY_DIGITS("gatehousePinOnlyDigits", "A PIN has the digits 0 to 9 only."),
    LONG_ENOUGH("gatehousePinLongEnough", "A PIN has at least " + PinRules.MIN_LENGTH + " digits."),
    SHORT_ENOUGH("gatehousePinShortEnough", "A PIN has at most " + PinRules.MAX_LENGTH + " digits."),
    DIFFERENT_DIGITS("gatehousePinDifferentDigits", "A PIN has at least three different digits."),
    NO_SERIES("gatehousePinNoSeries", "A PIN is no series such as 123456 or 112233."),
    NO_REPETITION("gatehousePinNoRepetition", "A PIN does not repeat a part of itself, such as 258258."),
    NO_MIRROR("gatehousePinNoMirror", "A PIN does not read the same from both ends, such as 258852.");

    private final String messageKey;
    private final String description;

    PinRule(String messageKey, String description) {
        this.messageKey = messageKey;
        this.description = description;
    }

    /** Key of the sentence for the user, in the user's language. */
    public String messageKey() {
        return messageKey;
    }

    /** One sentence in English, for programs' developers. */
    public String description() {
        return description;
    }
}
