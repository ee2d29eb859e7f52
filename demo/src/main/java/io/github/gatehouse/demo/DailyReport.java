package io.github.gatehouse.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The figures that the demo protects: made up, but the same for everyone on one day.
 *
 * @param date the day
 * @param orders number of orders
 * @param visitors number of visitors
 */
record DailyReport(LocalDate date, int orders, int visitors) {

    static DailyReport today(Clock clock) {
        return of(LocalDate.now(clock));
    }

    static DailyReport of(LocalDate date) {
        int day = date.getDayOfYear();
        return new DailyReport(date, 100 + day * 37 % 90, 1_000 + day * 53 % 700);
    }

    /** The report as JSON members, with the user it was made for. */
    Map<String, Object> membersFor(String user) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("date", date.toString());
        members.put("orders", orders);
        members.put("visitors", visitors);
        members.put("requestedBy", user);
        return members;
    }
}
