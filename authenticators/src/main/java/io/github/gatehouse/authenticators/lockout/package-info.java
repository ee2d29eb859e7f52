/** Lockout: users are blocked after failed attempts to sign in, longer each time (rule M4). */
package io.github.gatehouse.authenticators.lockout;
