/** What happens while a user signs in: lockout, second factor, remembered browsers, PIN. */
package io.github.gatehouse.authenticators;
