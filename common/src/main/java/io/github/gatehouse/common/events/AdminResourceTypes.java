package io.github.gatehouse.common.events;

/** Resource types of Gatehouse's admin events. Kept in administrators' filters and in other systems: they never change. */
public final class AdminResourceTypes {

    public static final String API_TOKEN = "GATEHOUSE_API_TOKEN";
    public static final String DEVICE = "GATEHOUSE_DEVICE";
    public static final String SECURITY_LOG = "GATEHOUSE_SECURITY_LOG";
    public static final String SESSION = "GATEHOUSE_SESSION";
    public static final String SETTINGS = "GATEHOUSE_SETTINGS";
    public static final String SETUP = "GATEHOUSE_SETUP";

    private AdminResourceTypes() {}
}
