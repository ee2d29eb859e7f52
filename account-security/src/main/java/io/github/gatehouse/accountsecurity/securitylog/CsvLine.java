package io.github.gatehouse.accountsecurity.securitylog;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A line of a CSV file (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises: what strangers send, such as
 * the name of an application that does not exist, must not run on an administrator's computer.
 */
final class CsvLine {

    private static final String BEGINS_FORMULA = "=+-@\t\r";

    private CsvLine() {}

    /** With its line end. */
    static String of(List<String> cells) {
        return cells.stream().map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        if (text == null) {
            return "";
        }
        String safe = !text.isEmpty() && BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
