/** What every Gatehouse module shares: factory life cycle, request bodies and errors, the caller of a self-service resource, time. */
package io.github.gatehouse.common;
