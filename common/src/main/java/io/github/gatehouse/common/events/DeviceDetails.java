package io.github.gatehouse.common.events;

/** Details of admin events about devices. Names of details never change. */
public final class DeviceDetails {

    /** Of which kind all devices were deleted: {@code trusted-device} or {@code login-token}. */
    public static final String KIND = "gatehouse_device_kind";

    private DeviceDetails() {}
}
