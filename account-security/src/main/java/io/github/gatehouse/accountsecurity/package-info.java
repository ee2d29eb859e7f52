/** A realm's account security as administrators rule it: all settings in one place, set-up in one call, a tab in the administration console (rules X1, X2). */
package io.github.gatehouse.accountsecurity;
