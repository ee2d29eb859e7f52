/** What Gatehouse does when something has happened: notices to administrators (rule L4). */
package io.github.gatehouse.eventlisteners;
